import { Buffer } from 'node:buffer'
import { promisify } from 'node:util'
import { constants, deflateRaw, deflateRawSync } from 'node:zlib'
import { headBytes, writeHead } from './frame.ts'

/** A payload below this is not worth compressing. */
export const LEAST_BYTES = 1024
/** Frames up to this many octets are compressed at once, in about half a millisecond; larger ones in another thread. */
const AT_ONCE_BYTES = 64 * 1024
const OPTIONS = { level: 3, finishFlush: constants.Z_SYNC_FLUSH } as const
/** An empty block, which ends what is flushed and is left out (RFC 7692 section 7.2.1). */
const TAIL_BYTES = 4
/** FIN, RSV1 for a compressed message, and the opcode of binary ones. */
const FIN_DEFLATED_BINARY = 0xc2

const deflate = promisify(deflateRaw) as (octets: Buffer, options: typeof OPTIONS) => Promise<Buffer>
const twins = new WeakMap<Buffer, Buffer | Promise<Buffer>>()

/**
 * What a socket is written that negotiated permessage-deflate (RFC 7692), in place of `frames`: the same messages,
 * those of 1 KiB and more compressed, each without the context of others, so that all such sockets share the octets.
 * Made once for a buffer. A promise when that takes longer; it does not reject.
 */
export function deflated(frames: Buffer): Buffer | Promise<Buffer> {
  if (frames.length < LEAST_BYTES) return frames
  let twin = twins.get(frames)
  if (twin === undefined) {
    twin = frames.length <= AT_ONCE_BYTES ? deflatedNow(frames) : deflatedLater(frames)
    twins.set(frames, twin)
  }
  return twin
}

/** Octets that the compressed form of a buffer takes in memory besides it. */
export function deflatedBytes(frames: Buffer): number {
  const twin = twins.get(frames)
  return twin === undefined || twin instanceof Promise || twin === frames ? 0 : twin.length
}

function deflatedNow(frames: Buffer): Buffer {
  const parts = split(frames).map(({ frame, payload }) =>
    payload.length < LEAST_BYTES ? frame : smaller(frame, deflateRawSync(payload, OPTIONS)),
  )
  return joined(parts)
}

async function deflatedLater(frames: Buffer): Promise<Buffer> {
  try {
    const parts = await Promise.all(
      split(frames).map(async ({ frame, payload }) =>
        payload.length < LEAST_BYTES ? frame : smaller(frame, await deflate(payload, OPTIONS)),
      ),
    )
    const twin = joined(parts)
    twins.set(frames, twin)
    return twin
  } catch {
    // no memory for it: uncompressed is as right
    twins.set(frames, frames)
    return frames
  }
}

const joined = (parts: readonly Buffer[]): Buffer => {
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts)
}

function smaller(frame: Buffer, octets: Buffer): Buffer {
  const length = octets.length - TAIL_BYTES
  const head = headBytes(length)
  if (head + length >= frame.length) return frame
  const compressed = Buffer.allocUnsafe(head + length)
  writeHead(compressed, FIN_DEFLATED_BINARY, length)
  octets.copy(compressed, head, 0, length)
  return compressed
}

/** The frames that stand side by side in a buffer, as `binaryFrame` made them. */
function split(frames: Buffer): { readonly frame: Buffer; readonly payload: Buffer }[] {
  const found: { frame: Buffer; payload: Buffer }[] = []
  for (let rest = frames; rest.length > 0; ) {
    const length = payloadLength(rest)
    const head = headBytes(length)
    const end = head + length
    // a buffer of one frame stays the same object
    const frame = end === frames.length ? frames : rest.subarray(0, end)
    found.push({ frame, payload: rest.subarray(head, end) })
    rest = rest.subarray(end)
  }
  return found
}

function payloadLength(frame: Buffer): number {
  const short = frame[1] ?? 0
  if (short < 126) return short
  return short === 126 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2))
}
