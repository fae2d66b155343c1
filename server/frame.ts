import { Buffer } from 'node:buffer'

const FIN_BINARY = 0x82

/**
 * A whole unmasked binary WebSocket frame, header included (RFC 6455 section 5.2). Made once, written to any
 * number of sockets.
 *
 *   0x82 | length < 126                | payload
 *   0x82 | 126, length in 2 octets     | payload
 *   0x82 | 127, length in 8 octets     | payload
 */
export function binaryFrame(payload: Uint8Array): Buffer {
  const length = payload.length
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = FIN_BINARY
  if (head === 2) frame[1] = length
  else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.set(payload, head)
  return frame
}
