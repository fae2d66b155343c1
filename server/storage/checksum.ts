import { crc32 } from 'node:zlib'
import type { Snapshot } from './update-log.ts'

const head = new Float64Array(3)
const headBytes = new Uint8Array(head.buffer)

/** CRC-32 over three numbers that say where the octets belong, then the octets: a swapped row fails as well. */
export function checksum(log: number, seq: number, extra: number, bytes: Uint8Array): number {
  head[0] = log
  head[1] = seq
  head[2] = extra
  return crc32(bytes, crc32(headBytes))
}

/** CRC-32 over everything that a snapshot says. */
export function snapshotChecksum(log: number, snapshot: Snapshot): number {
  const { seq, time, bytes, stateVector, deletions, outline } = snapshot
  return crc32(outline, crc32(deletions, crc32(stateVector, checksum(log, seq, time, bytes))))
}
