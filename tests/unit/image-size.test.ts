import { expect, test } from 'vitest'
import { contentTypeOf } from '../../server/files/content-type.ts'
import { imageSize, isShowable } from '../../server/files/image-size.ts'
import { pngOf } from '../pictures.ts'

/** Octets from numbers and Latin-1 text. */
const octets = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )

const zeros = (count: number): readonly number[] => Array.from({ length: count }, () => 0)

const box = (name: string, ...content: readonly (string | readonly number[])[]): string => {
  const inner = Buffer.from(octets(...content))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(8 + inner.length)
  return Buffer.concat([length, Buffer.from(name, 'latin1'), inner]).toString('latin1')
}

const ispe = (width: number, height: number): string => {
  const data = Buffer.alloc(12)
  data.writeUInt32BE(width, 4)
  data.writeUInt32BE(height, 8)
  return box('ispe', data.toString('latin1'))
}

const avif = (brand: string): Uint8Array =>
  octets(
    box('ftyp', brand, zeros(4)),
    box('meta', zeros(4), box('hdlr', zeros(20)), box('iprp', box('ipco', ispe(64, 64), ispe(320, 200)))),
  )

const jpegSegment = (marker: number, content: readonly number[]): readonly number[] => {
  const length = content.length + 2
  return [0xff, marker, length >> 8, length & 0xff, ...content]
}
const frame = jpegSegment(0xc2, [8, 1, 0x2c, 2, 0x58, 3, ...zeros(9)])

test.each([
  ['PNG', pngOf(1_200, 900, Buffer.alloc(4)), 'image/png', [1_200, 900, false]],
  ['PNG that moves', pngOf(12, 9, Buffer.alloc(4), true), 'image/png', [12, 9, true]],
  ['JPEG', octets([0xff, 0xd8], frame), 'image/jpeg', [600, 300, false]],
  [
    'JPEG with notes and filling before its frame',
    octets([0xff, 0xd8], jpegSegment(0xe1, zeros(60_000)), [0xff, 0xff], jpegSegment(0xc4, zeros(30)), frame),
    'image/jpeg',
    [600, 300, false],
  ],
  [
    'GIF',
    octets(
      'GIF89a',
      [10, 0, 20, 0, 0x80, 0, 0],
      zeros(6),
      [0x21, 0xfe, 2, 1, 1, 0],
      [0x2c],
      zeros(4),
      [5, 0, 6, 0],
    ),
    'image/gif',
    [10, 20, true],
  ],
  [
    'GIF whose picture is larger than its screen',
    octets('GIF87a', [1, 0, 1, 0, 0, 0, 0], [0x2c], zeros(4), [0xff, 0xff, 0xff, 0xff]),
    'image/gif',
    [65_535, 65_535, true],
  ],
  [
    'WebP',
    octets('RIFF', zeros(4), 'WEBP', 'VP8X', zeros(4), [0], zeros(3), [0xff, 0, 0], [0x1f, 0, 0]),
    'image/webp',
    [256, 32, false],
  ],
  [
    'WebP that moves',
    octets('RIFF', zeros(4), 'WEBP', 'VP8X', zeros(4), [2], zeros(3), [0xff, 0, 0], [0x1f, 0, 0]),
    'image/webp',
    [256, 32, true],
  ],
  [
    'lossy WebP',
    octets('RIFF', zeros(4), 'WEBP', 'VP8 ', zeros(10), [0x40, 1, 0xf0, 0]),
    'image/webp',
    [320, 240, false],
  ],
  [
    'lossless WebP',
    octets('RIFF', zeros(4), 'WEBP', 'VP8L', zeros(4), [0x2f], [0x3f, 0xc1, 0x3b, 0]),
    'image/webp',
    [320, 240, false],
  ],
  ['AVIF', avif('avif'), 'image/avif', [320, 200, false]],
  ['AVIF that moves', avif('avis'), 'image/avif', [320, 200, true]],
] as const)('[F3] the size of a %s is read from its header', (_, head, type, [width, height, animated]) => {
  expect(contentTypeOf(head)).toBe(type)
  expect(imageSize(type, head)).toEqual({ width, height, animated })
})

test('[F3] a header that is cut off anywhere has no size, or the one that it says', () => {
  for (const whole of [pngOf(12, 9, Buffer.alloc(4), true), octets([0xff, 0xd8], frame), avif('avif')]) {
    const type = contentTypeOf(whole)
    const size = imageSize(type, whole)
    for (let length = 0; length < whole.length; length += 1) {
      const cut = imageSize(type, whole.subarray(0, length))
      if (cut !== null) expect([size?.width, 64]).toContain(cut.width)
    }
  }
})

test('[F3, SEC 32] what does not end is given up', () => {
  const empty = octets([0xff, 0xd8], ...Array.from({ length: 20_000 }, () => jpegSegment(0xe0, [])))
  expect(imageSize('image/jpeg', empty)).toBeNull()
  expect(imageSize('image/jpeg', octets([0xff, 0xd8], [0xff, 0xe0, 0, 0], zeros(100_000)))).toBeNull()
  const blocks = octets('GIF89a', zeros(7), ...Array.from({ length: 9_000 }, () => [0x21, 0xfe, 0]))
  expect(imageSize('image/gif', blocks)).toBeNull()
})

test('[F3] random octets behind a known beginning never throw', () => {
  for (const begin of [
    '\x89PNG\r\n\x1a\n',
    '\xff\xd8\xff',
    'GIF89a',
    'RIFF....WEBPVP8X',
    '\0\0\0 ftypavif',
  ]) {
    for (let seed = 1; seed < 200; seed += 1) {
      const noise = Array.from({ length: 200 }, (_, i) => (seed * 7919 * (i + 1) * (i + 3)) % 256)
      const head = octets(begin, noise)
      expect(() => imageSize(contentTypeOf(head), head)).not.toThrow()
    }
  }
})

test('[F3, SEC 32] pages show what a browser can hold', () => {
  const size = (width: number, height: number, animated = false) => ({ width, height, animated })
  expect(isShowable(size(8_000, 8_000))).toBe(true)
  expect(isShowable(size(3_000, 3_000, true))).toBe(true)
  for (const bomb of [
    size(8_001, 8_000),
    size(20_001, 1),
    size(3_001, 3_000, true),
    size(0, 5),
    size(5, 0),
  ]) {
    expect(isShowable(bomb), JSON.stringify(bomb)).toBe(false)
  }
})
