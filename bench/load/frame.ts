/*
 * WebSocket frames as a client sends them (RFC 6455 section 5.2). Unfragmented, masked.
 *
 *   octet 0        1            2..           then      then
 *   FIN|opcode     1|length7    length16/64   mask(4)   payload, XORed with the mask
 */
export const OPCODE_TEXT = 1
export const OPCODE_BINARY = 2
export const OPCODE_CLOSE = 8
export const OPCODE_PING = 9
export const OPCODE_PONG = 10

const FIN = 0x80
const MASKED = 0x80
const LENGTH_16 = 126
const LENGTH_64 = 127
const MAX_7_BIT_LENGTH = 125
const MAX_16_BIT_LENGTH = 0xffff
const MASK_OCTETS = 4

/** Octets of the length field that follows octet 1. */
function extendedLength(length: number): 0 | 2 | 8 {
  if (length <= MAX_7_BIT_LENGTH) return 0
  return length <= MAX_16_BIT_LENGTH ? 2 : 8
}

/**
 * A frame ready for the socket. The mask is random and never zero: servers skip the unmasking of zero masks,
 * which no browser sends.
 */
export function encodeFrame(payload: Uint8Array, opcode: number = OPCODE_BINARY): Buffer {
  const extended = extendedLength(payload.length)
  const maskAt = 2 + extended
  const payloadAt = maskAt + MASK_OCTETS
  const frame = Buffer.allocUnsafe(payloadAt + payload.length)
  frame[0] = FIN | opcode
  if (extended === 0) frame[1] = MASKED | payload.length
  if (extended === 2) {
    frame[1] = MASKED | LENGTH_16
    frame.writeUInt16BE(payload.length, 2)
  }
  if (extended === 8) {
    frame[1] = MASKED | LENGTH_64
    frame.writeBigUInt64BE(BigInt(payload.length), 2)
  }
  frame.writeUInt32BE(1 + Math.floor(Math.random() * 0xffff_fffe), maskAt)
  for (let i = 0; i < payload.length; i++) {
    frame[payloadAt + i] = (payload[i] ?? 0) ^ (frame[maskAt + (i & 3)] ?? 0)
  }
  return frame
}

/** Where a server's frame is within a buffer. `end` may be beyond what has arrived. */
export interface FrameSpan {
  opcode: number
  start: number
  end: number
}

/**
 * Reads the header at `at` into `span`. False when the header itself is not complete.
 * @throws Error on what a server must not send: a mask, a fragment, reserved bits.
 */
export function readHeader(bytes: Buffer, at: number, length: number, span: FrameSpan): boolean {
  if (length - at < 2) return false
  const first = bytes[at] ?? 0
  const second = bytes[at + 1] ?? 0
  if ((first & 0xf0) !== FIN || (second & MASKED) !== 0)
    throw new Error(`frame ${first} ${second} not expected`)
  const extended = second === LENGTH_16 ? 2 : second === LENGTH_64 ? 8 : 0
  if (length - at < 2 + extended) return false
  span.opcode = first & 0x0f
  span.start = at + 2 + extended
  const payload =
    extended === 0
      ? second
      : extended === 2
        ? bytes.readUInt16BE(at + 2)
        : Number(bytes.readBigUInt64BE(at + 2))
  span.end = span.start + payload
  return true
}
