import type { DocumentId } from '../../lib/ids.ts'
import type { LogRecord } from './update-log.ts'

/** Numbers that say what a record is: places of document and author among the texts, seq, time, octets. */
const NUMBERS = 5

/** A batch as it crosses to the storage thread: two blocks that change hands, and what few texts there are. */
export interface EncodedBatch {
  /** Documents and users, each once. */
  readonly texts: readonly string[]
  /** `NUMBERS` of each record. */
  readonly numbers: Float64Array<ArrayBuffer>
  /** The updates, one behind the other. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Place of a record, and a client id that its author is the first to use. */
  readonly claims: readonly (readonly [record: number, client: number])[]
}

export function encodeBatch(records: readonly LogRecord[]): EncodedBatch {
  const places = new Map<string, number>()
  const placeOf = (text: string): number => {
    let place = places.get(text)
    if (place === undefined) {
      place = places.size
      places.set(text, place)
    }
    return place
  }
  const claims: [number, number][] = []
  const numbers = new Float64Array(records.length * NUMBERS)
  const bytes = new Uint8Array(records.reduce((sum, record) => sum + record.bytes.length, 0))
  let at = 0
  for (const [i, record] of records.entries()) {
    const base = i * NUMBERS
    numbers[base] = placeOf(record.document)
    numbers[base + 1] = record.seq
    numbers[base + 2] = placeOf(record.author)
    numbers[base + 3] = record.time
    numbers[base + 4] = record.bytes.length
    bytes.set(record.bytes, at)
    at += record.bytes.length
    for (const client of record.claims ?? []) claims.push([i, client])
  }
  return { texts: [...places.keys()], numbers, bytes, claims }
}

/** Reverses {@link encodeBatch}. The updates are views of the batch's octets. */
export function decodeBatch({ texts, numbers, bytes, claims }: EncodedBatch): LogRecord[] {
  const claimed = Map.groupBy(claims, ([record]) => record)
  const records: LogRecord[] = []
  let at = 0
  for (let base = 0; base < numbers.length; base += NUMBERS) {
    const length = numbers[base + 4] as number
    const own = claimed.get(records.length)
    records.push({
      document: texts[numbers[base] as number] as DocumentId,
      seq: numbers[base + 1] as number,
      author: texts[numbers[base + 2] as number] as string,
      time: numbers[base + 3] as number,
      bytes: bytes.subarray(at, at + length),
      ...(own === undefined ? {} : { claims: own.map(([, client]) => client) }),
    })
    at += length
  }
  return records
}
