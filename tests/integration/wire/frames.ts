import { Buffer } from 'node:buffer'

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** A frame as RFC 6455 section 5.2 lays it out; every field may be wrong. */
export interface FrameFields {
  readonly fin?: boolean
  /** Three bits. */
  readonly reserved?: number
  readonly opcode?: number
  readonly masked?: boolean
  readonly payload?: Uint8Array
  /** What the frame says its length is; the payload's by default. */
  readonly declaredLength?: bigint
}

export interface Frame {
  readonly fin: boolean
  readonly opcode: number
  readonly payload: Buffer
}

const MASK = Buffer.from([0x5c, 0xa1, 0x3e, 0x77])

/** A client's frame: final, binary and masked unless told otherwise. */
export function encodeFrame(fields: FrameFields): Buffer {
  const {
    fin = true,
    reserved = 0,
    opcode = OPCODE.binary,
    masked = true,
    payload = new Uint8Array(),
  } = fields
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode
  const length = encodeLength(fields.declaredLength ?? BigInt(payload.length))
  if (masked) length[0] = (length[0] ?? 0) | 0x80
  const body = masked ? payload.map((octet, i) => octet ^ (MASK[i % 4] ?? 0)) : payload
  return Buffer.concat([Buffer.from([first]), length, masked ? MASK : Buffer.alloc(0), body])
}

function encodeLength(length: bigint): Buffer {
  if (length < 126n) return Buffer.from([Number(length)])
  const long = length > 0xffffn
  const octets = Buffer.alloc(long ? 9 : 3)
  octets[0] = long ? 127 : 126
  if (long) octets.writeBigUInt64BE(length, 1)
  else octets.writeUInt16BE(Number(length), 1)
  return octets
}

/** The whole frames at the start of `octets`, as a server sends them, and what is left. */
export function readFrames(octets: Buffer): { frames: Frame[]; rest: Buffer } {
  const frames: Frame[] = []
  let rest = octets
  for (;;) {
    const [first = 0, second = 0] = rest
    const head = second === 127 ? 10 : second === 126 ? 4 : 2
    if (rest.length < head) return { frames, rest }
    const length =
      second === 127 ? Number(rest.readBigUInt64BE(2)) : second === 126 ? rest.readUInt16BE(2) : second
    if (rest.length < head + length) return { frames, rest }
    frames.push({
      fin: first >= 0x80,
      opcode: first & 15,
      payload: rest.subarray(head, head + length),
    })
    rest = rest.subarray(head + length)
  }
}
