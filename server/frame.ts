import { Buffer } from 'node:buffer'

const FIN_TEXT = 0x81
const FIN_BINARY = 0x82

/**
 * A whole unmasked binary WebSocket frame, header included (RFC 6455 section 5.2). Made once, written to any
 * number of sockets.
 *
 *   0x82 | length < 126                | payload
 *   0x82 | 126, length in 2 octets     | payload
 *   0x82 | 127, length in 8 octets     | payload
 */
export const binaryFrame = (payload: Uint8Array): Buffer => wholeFrame(FIN_BINARY, payload)

/** The same with text. */
export const textFrame = (text: string): Buffer => wholeFrame(FIN_TEXT, Buffer.from(text))

function wholeFrame(first: number, payload: Uint8Array): Buffer {
  const head = headBytes(payload.length)
  const frame = Buffer.allocUnsafe(head + payload.length)
  writeHead(frame, first, payload.length)
  frame.set(payload, head)
  return frame
}

/** Octets of the header of an unmasked frame with so long a payload. */
export const headBytes = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10)

/** Writes a header whose first octet is `first` to the start of `frame`. */
export function writeHead(frame: Buffer, first: number, length: number): void {
  frame[0] = first
  if (length < 126) frame[1] = length
  else if (length < 65_536) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
}
