import type { ContentType } from './content-type.ts'

export interface ImageSize {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** Whether there may be more than one picture in it. */
  readonly animated: boolean
}

/** Pixels of a picture that pages show: a browser needs four octets for each. */
const MAX_PIXELS = 64_000_000
/** Pixels of a side. */
const MAX_SIDE = 20_000
/** Pixels of one that moves, which is drawn again and again. */
const MAX_ANIMATED_PIXELS = 9_000_000
/** Boxes or chunks that are looked at: a file of empty ones ends nowhere. */
const MAX_PARTS = 4_096

/** Whether pages show a picture of this size. */
export function isShowable({ width, height, animated }: ImageSize): boolean {
  const most = animated ? MAX_ANIMATED_PIXELS : MAX_PIXELS
  const least = Math.min(width, height)
  return least > 0 && Math.max(width, height) <= MAX_SIDE && width * height <= most
}

/** The size that an image's header gives. Null when it cannot be found in `head`, or `type` is not shown. */
export function imageSize(type: ContentType, head: Uint8Array): ImageSize | null {
  const read = READERS.get(type)
  if (read === undefined) return null
  try {
    return read(new DataView(head.buffer, head.byteOffset, head.byteLength))
  } catch (error) {
    // past the end: the header is cut off
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Throws RangeError where the header ends before it says the size. */
type Reader = (data: DataView) => ImageSize | null

const READERS: ReadonlyMap<ContentType, Reader> = new Map<ContentType, Reader>([
  ['image/png', pngSize],
  ['image/jpeg', jpegSize],
  ['image/gif', gifSize],
  ['image/webp', webpSize],
  ['image/avif', avifSize],
])

function tag(data: DataView, at: number): string {
  return String.fromCharCode(
    data.getUint8(at),
    data.getUint8(at + 1),
    data.getUint8(at + 2),
    data.getUint8(at + 3),
  )
}

/** PNG, third edition, section 5: signature, then chunks of length, name, data, checksum. `acTL` makes it move. */
function pngSize(data: DataView): ImageSize | null {
  if (tag(data, 12) !== 'IHDR') return null
  let animated = false
  let at = 8
  for (let part = 0; part < MAX_PARTS && at + 8 <= data.byteLength; part += 1) {
    const name = tag(data, at + 4)
    if (name === 'acTL') animated = true
    if (name === 'IDAT' || animated) break
    at += 12 + data.getUint32(at)
  }
  return { width: data.getUint32(16), height: data.getUint32(20), animated }
}

/** ITU-T T.81 annex B: segments of a marker and a length; a frame header (SOFn) gives lines and samples a line. */
function jpegSize(data: DataView): ImageSize | null {
  let at = 2
  for (let part = 0; part < MAX_PARTS; part += 1) {
    if (data.getUint8(at) !== 0xff) return null
    const marker = data.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: data.getUint16(at + 7), height: data.getUint16(at + 5), animated: false }
    // the picture itself begins, or ends, before any frame header
    if (marker === 0xda || marker === 0xd9) return null
    at += 2 + data.getUint16(at + 2)
  }
  return null
}

/** GIF89a sections 18 to 20. Browsers make room for a first picture that is larger than its screen. Any may move. */
function gifSize(data: DataView): ImageSize | null {
  const screen = { width: data.getUint16(6, true), height: data.getUint16(8, true) }
  const flags = data.getUint8(10)
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  for (let part = 0; part < MAX_PARTS; part += 1) {
    const kind = data.getUint8(at)
    if (kind === 0x2c) {
      const width = data.getUint16(at + 1, true) + data.getUint16(at + 5, true)
      const height = data.getUint16(at + 3, true) + data.getUint16(at + 7, true)
      return {
        width: Math.max(screen.width, width),
        height: Math.max(screen.height, height),
        animated: true,
      }
    }
    if (kind !== 0x21) return null
    at += 2
    for (let length = data.getUint8(at); length > 0; length = data.getUint8(at)) at += 1 + length
    at += 1
  }
  return null
}

/** RFC 9649: a RIFF file whose first chunk is VP8X (canvas), VP8 (RFC 6386 section 9.1) or VP8L. */
function webpSize(data: DataView): ImageSize | null {
  const uint24 = (at: number): number => data.getUint16(at, true) | (data.getUint8(at + 2) << 16)
  switch (tag(data, 12)) {
    case 'VP8X':
      return {
        width: 1 + uint24(24),
        height: 1 + uint24(27),
        animated: (data.getUint8(20) & 0b10) !== 0,
      }
    case 'VP8 ':
      return {
        width: data.getUint16(26, true) & 0x3fff,
        height: data.getUint16(28, true) & 0x3fff,
        animated: false,
      }
    case 'VP8L': {
      const bits = data.getUint32(21, true)
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), animated: false }
    }
    default:
      return null
  }
}

/** ISO/IEC 23008-12 section 6.5.3: the largest `ispe` property in meta / iprp / ipco. */
function avifSize(data: DataView): ImageSize | null {
  const animated = tag(data, 8) === 'avis'
  const sizes: { width: number; height: number }[] = []
  let parts = 0
  const walk = (from: number, to: number): void => {
    let at = from
    while (at + 8 <= to && parts < MAX_PARTS) {
      parts += 1
      const length = data.getUint32(at)
      const name = tag(data, at + 4)
      // 0 is "to the end", 1 a longer length behind: neither stands in what we look for
      const end = length < 8 ? to : Math.min(at + length, to)
      if (name === 'meta') walk(at + 12, end)
      else if (name === 'iprp' || name === 'ipco') walk(at + 8, end)
      else if (name === 'ispe')
        sizes.push({ width: data.getUint32(at + 12), height: data.getUint32(at + 16) })
      at = end
    }
  }
  walk(0, data.byteLength)
  if (sizes.length === 0) return null
  const width = Math.max(...sizes.map((size) => size.width))
  const height = Math.max(...sizes.map((size) => size.height))
  return { width, height, animated }
}
