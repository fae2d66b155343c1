import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { DocumentId } from '../../lib/ids.ts'
import type { HistoryPack, LogRecord } from './update-log.ts'

const MAX_INFLATED_BYTES = 1 << 30

/*
 *   pack   := deflate-raw( count record* )
 *   record := seq author(string) time octets(update)
 */

/** Packs records of one document, in order, for keeping behind a snapshot. Null when there are none. */
export function packHistory(records: readonly LogRecord[]): HistoryPack | null {
  const first = records[0]
  const last = records.at(-1)
  if (first === undefined || last === undefined) return null
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, records.length)
  for (const { seq, author, time, bytes } of records) {
    encoding.writeVarUint(encoder, seq)
    encoding.writeVarString(encoder, author)
    encoding.writeVarUint(encoder, time)
    encoding.writeVarUint8Array(encoder, bytes)
  }
  return {
    firstSeq: first.seq,
    lastSeq: last.seq,
    lastTime: last.time,
    bytes: deflateRawSync(encoding.toUint8Array(encoder)),
  }
}

/** Reverses {@link packHistory}. Throws when the octets are no pack. */
export function unpackHistory(document: DocumentId, bytes: Uint8Array): LogRecord[] {
  const decoder = decoding.createDecoder(inflateRawSync(bytes, { maxOutputLength: MAX_INFLATED_BYTES }))
  const records: LogRecord[] = []
  for (let count = decoding.readVarUint(decoder); count > 0; count--) {
    records.push({
      document,
      seq: decoding.readVarUint(decoder),
      author: decoding.readVarString(decoder),
      time: decoding.readVarUint(decoder),
      bytes: decoding.readVarUint8Array(decoder),
    })
  }
  return records
}
