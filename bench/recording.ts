import { readFileSync, writeFileSync } from 'node:fs'
import * as Y from 'yjs'

/*
 * The making of a document as the updates that its authors' editors would have sent, encoded once and read by each
 * run:
 *
 *   file   := updates(u32) { author(u32) nextClock(u32) octets }
 *             octets                                       the encoded state at the end
 *   octets := length(u32) octet*                           big-endian throughout
 *
 * Author n writes as Yjs client FIRST_CLIENT_ID + n.
 */
export interface Recording {
  readonly updates: readonly Uint8Array[]
  /** Who made update i, and that author's next clock once it is in: tells how far a receiver is. */
  readonly authors: Uint32Array
  readonly clocks: Uint32Array
  readonly finalState: Uint8Array
}

const U32_OCTETS = 4

/** Collects the updates of a document while it is being written. */
export class Recorder {
  readonly #doc: Y.Doc
  readonly #parts: Uint8Array[] = []
  #count = 0

  constructor(doc: Y.Doc, firstClientId: number) {
    this.#doc = doc
    doc.on('update', (update: Uint8Array) => {
      const { clientID } = doc
      this.#count++
      this.#parts.push(u32(clientID - firstClientId), u32(Y.getState(doc.store, clientID)))
      this.#parts.push(u32(update.length), update)
    })
  }

  get count(): number {
    return this.#count
  }

  write(file: string): void {
    const state = Y.encodeStateAsUpdate(this.#doc)
    writeFileSync(file, Buffer.concat([u32(this.#count), ...this.#parts, u32(state.length), state]))
  }
}

function u32(value: number): Buffer {
  const octets = Buffer.allocUnsafe(U32_OCTETS)
  octets.writeUInt32BE(value)
  return octets
}

/** Reads what a recorder wrote. */
export function loadRecording(file: string): Recording {
  const bytes = readFileSync(file)
  let at = 0
  const integer = (): number => {
    at += U32_OCTETS
    return bytes.readUInt32BE(at - U32_OCTETS)
  }
  const octets = (): Uint8Array => {
    const length = integer()
    at += length
    return bytes.subarray(at - length, at)
  }
  const count = integer()
  const authors = new Uint32Array(count)
  const clocks = new Uint32Array(count)
  const updates: Uint8Array[] = []
  for (let i = 0; i < count; i++) {
    authors[i] = integer()
    clocks[i] = integer()
    updates.push(octets())
  }
  return { updates, authors, clocks, finalState: octets() }
}

/** Of a recording by one author the update that makes the paragraph, and the rest. @throws Error when it is empty. */
export function splitOpening({ updates, authors, clocks, finalState }: Recording): {
  readonly opening: Uint8Array
  readonly rest: Pick<Recording, 'updates' | 'clocks'>
  readonly finalState: Uint8Array
} {
  const [opening, ...others] = updates
  if (opening === undefined || authors.some((author) => author !== 0))
    throw new Error('not one author’s recording')
  return { opening, rest: { updates: others, clocks: clocks.subarray(1) }, finalState }
}

/** The next clock of each author at the end. */
export function finalClocks({ authors, clocks }: Recording): Uint32Array {
  const final = new Uint32Array(Math.max(-1, ...new Set(authors)) + 1)
  for (const [i, author] of authors.entries()) final[author] = clocks[i] ?? 0
  return final
}
