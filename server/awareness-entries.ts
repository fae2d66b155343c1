import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** Entries in one message: a stock client repeats what it knows of everybody. */
const MAX_ENTRIES = 10_000

/** One entry as it was received. `json` is a view into the message. */
export interface ReceivedEntry {
  readonly clientId: number
  readonly clock: number
  readonly json: Uint8Array
}

/** One entry to be written; `state` is JSON, `null` for who has gone. */
export interface EntryToWrite {
  readonly clientId: number
  readonly clock: number
  readonly state: string
}

/**
 * The entries of an awareness message for which `isNews` says so by id and clock; others are stepped over without a
 * look at their state. Null when the message does not decode to its last octet.
 */
export function readNews(
  message: Uint8Array,
  isNews: (clientId: number, clock: number) => boolean,
): ReceivedEntry[] | null {
  const decoder = decoding.createDecoder(message)
  const news: ReceivedEntry[] = []
  try {
    const count = decoding.readVarUint(decoder)
    if (count > MAX_ENTRIES) return null
    for (let i = 0; i < count; i++) {
      const clientId = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const length = decoding.readVarUint(decoder)
      const start = decoder.pos
      if (length > message.length - start) return null
      decoder.pos += length
      if (isNews(clientId, clock)) {
        news.push({ clientId, clock, json: message.subarray(start, start + length) })
      }
    }
    return decoding.hasContent(decoder) ? null : news
  } catch {
    return null
  }
}

/** Awareness entries as y-protocols `encodeAwarenessUpdate` writes them. */
export function writeEntries(entries: readonly EntryToWrite[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, entries.length)
  for (const { clientId, clock, state } of entries) {
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, state)
  }
  return encoding.toUint8Array(encoder)
}
