import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { DocumentId } from '../../lib/ids.ts'
import type { LogRecord } from './update-log.ts'

/*
 * A batch crosses to the storage thread as one block of octets that changes hands; the thread reads views of it.
 *
 *   batch  := count record*
 *   record := text(document) seq text(author) time octets(update) count client*     clients claimed
 *   text   := 0 string, first use | n, the n-th text of the batch
 */

export function encodeBatch(records: readonly LogRecord[]): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  const texts = new Map<string, number>()
  const writeText = (text: string): void => {
    const index = texts.get(text)
    encoding.writeVarUint(encoder, index ?? 0)
    if (index !== undefined) return
    texts.set(text, texts.size + 1)
    encoding.writeVarString(encoder, text)
  }
  encoding.writeVarUint(encoder, records.length)
  for (const { document, seq, author, time, bytes, claims = [] } of records) {
    writeText(document)
    encoding.writeVarUint(encoder, seq)
    writeText(author)
    encoding.writeVarUint(encoder, time)
    encoding.writeVarUint8Array(encoder, bytes)
    encoding.writeVarUint(encoder, claims.length)
    for (const client of claims) encoding.writeVarUint(encoder, client)
  }
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>
}

export function decodeBatch(batch: Uint8Array): LogRecord[] {
  const decoder = decoding.createDecoder(batch)
  const texts: string[] = []
  const readText = (): string => {
    const index = decoding.readVarUint(decoder)
    if (index === 0) texts.push(decoding.readVarString(decoder))
    return texts[index === 0 ? texts.length - 1 : index - 1] as string
  }
  const records: LogRecord[] = []
  for (let count = decoding.readVarUint(decoder); count > 0; count--) {
    records.push({
      document: readText() as DocumentId,
      seq: decoding.readVarUint(decoder),
      author: readText(),
      time: decoding.readVarUint(decoder),
      bytes: decoding.readVarUint8Array(decoder),
      claims: readClaims(decoder),
    })
  }
  return records
}

function readClaims(decoder: decoding.Decoder): number[] {
  const claims: number[] = []
  for (let count = decoding.readVarUint(decoder); count > 0; count--)
    claims.push(decoding.readVarUint(decoder))
  return claims
}
