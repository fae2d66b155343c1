import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { DocumentId } from '../../lib/ids.ts'
import type { HistoryPack, LogRecord } from './update-log.ts'

const MAX_INFLATED_BYTES = 1 << 30
/** The fastest: the repeated names and numbers are found by any. */
const DEFLATE_LEVEL = 1

/*
 *   pack   := deflate-raw( count record* )
 *   record := seq author(string) time octets(update)
 */

/** Packs records of one document, shown to it in order, for keeping behind a snapshot. */
export class HistoryPacker {
  readonly #encoder = encoding.createEncoder()
  #count = 0
  #firstSeq = 0
  #lastSeq = 0
  #lastTime = 0

  add(records: readonly LogRecord[]): void {
    for (const { seq, author, time, bytes } of records) {
      if (this.#count === 0) this.#firstSeq = seq
      this.#count++
      this.#lastSeq = seq
      this.#lastTime = time
      encoding.writeVarUint(this.#encoder, seq)
      encoding.writeVarString(this.#encoder, author)
      encoding.writeVarUint(this.#encoder, time)
      encoding.writeVarUint8Array(this.#encoder, bytes)
    }
  }

  /** Null when there were none. */
  pack(): HistoryPack | null {
    if (this.#count === 0) return null
    const head = encoding.createEncoder()
    encoding.writeVarUint(head, this.#count)
    encoding.writeUint8Array(head, encoding.toUint8Array(this.#encoder))
    return {
      firstSeq: this.#firstSeq,
      lastSeq: this.#lastSeq,
      lastTime: this.#lastTime,
      bytes: deflateRawSync(encoding.toUint8Array(head), { level: DEFLATE_LEVEL }),
    }
  }
}

/** Packs records of one document, in order. Null when there are none. */
export function packHistory(records: readonly LogRecord[]): HistoryPack | null {
  const packer = new HistoryPacker()
  packer.add(records)
  return packer.pack()
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
