import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as Y from 'yjs'
import { seededRandom } from './unit/random-editing.ts'

/** Recordings of real people writing; elsewhere than here when `TRACES` says so. Not part of the project. */
const FOLDER = process.env.TRACES ?? '../shared/traces'
const INVENTED_EDITS = 4_000
const INVENTED_SEED = 11

/** Position, characters deleted there, text inserted there. */
export type Patch = readonly [position: number, deleted: number, inserted: string]

interface Transaction {
  readonly agent: number
  /** Transactions whose effects it was written upon, by index. */
  readonly parents: readonly number[]
  readonly patches: readonly Patch[]
}

/** One edit as its author's editor sends it. */
export interface Edit {
  readonly update: Uint8Array
  /** The other author's clock at the time: what must have arrived before it can be written. */
  readonly needs: number
}

const read = <T>(name: string): T | null => {
  const path = `${FOLDER}/${name}`
  return existsSync(path) ? (JSON.parse(gunzipSync(readFileSync(path)).toString()) as T) : null
}

/** The paper of one author, 259,778 transactions; without the recording an invented one. */
export function paper(): { readonly edits: readonly (readonly Patch[])[]; readonly text: string | null } {
  const trace = read<{ txns: { patches: Patch[] }[]; endContent: string }>('automerge-paper.json.gz')
  if (trace !== null) return { edits: trace.txns.map(({ patches }) => patches), text: trace.endContent }
  return { edits: invent(1).map(({ patches }) => patches), text: null }
}

/**
 * Two people in one text at the same time, as Yjs updates. `opening` is the document that they find, `textOf` where
 * in it they write.
 */
export function conversation(
  opening: Uint8Array,
  textOf: (doc: Y.Doc) => Y.XmlText,
): readonly [Author, Author] {
  const transactions = read<{ txns: Transaction[] }>('friendsforever.json.gz')?.txns ?? invent(2)
  const authors = [new Author(opening, textOf), new Author(opening, textOf)] as const
  /** How many edits of each author every transaction knows, itself included. */
  const known: (readonly [number, number])[] = []
  for (const { agent, parents, patches } of transactions) {
    const [me, other] = agent === 0 ? authors : [authors[1], authors[0]]
    const base = [0, 1].map((who) => Math.max(0, ...parents.map((parent) => known[parent]?.[who] ?? 0)))
    me.hear(other, base[1 - agent] ?? 0)
    me.write(patches, other)
    known.push(agent === 0 ? [me.edits.length, base[1] ?? 0] : [base[0] ?? 0, me.edits.length])
  }
  return authors
}

/** Somebody in the recording, with exactly what they had at each point of it. */
export class Author {
  readonly doc = new Y.Doc()
  readonly edits: Edit[] = []
  readonly #textOf: (doc: Y.Doc) => Y.XmlText
  #heard = 0

  constructor(opening: Uint8Array, textOf: (doc: Y.Doc) => Y.XmlText) {
    this.#textOf = textOf
    Y.applyUpdate(this.doc, opening)
  }

  get clientId(): number {
    return this.doc.clientID
  }

  get clock(): number {
    return Y.getState(this.doc.store, this.doc.clientID)
  }

  hear(other: Author, count: number): void {
    for (; this.#heard < count; this.#heard++) {
      const edit = other.edits[this.#heard]
      if (edit !== undefined) Y.applyUpdate(this.doc, edit.update)
    }
  }

  write(patches: readonly Patch[], other: Author): void {
    const needs = Y.getState(this.doc.store, other.clientId)
    this.doc.once('update', (update: Uint8Array) => this.edits.push({ update, needs }))
    this.doc.transact(() => patch(this.#textOf(this.doc), patches))
  }
}

export function patch(text: Y.XmlText, patches: readonly Patch[]): void {
  for (const [position, deleted, inserted] of patches) {
    if (deleted > 0) text.delete(position, deleted)
    if (inserted !== '') text.insert(position, inserted)
  }
}

/** Typing with corrections, now and then somewhere else; of two people each hears the other in turns. */
function invent(people: 1 | 2): Transaction[] {
  const random = seededRandom(INVENTED_SEED)
  const below = (limit: number): number => Math.floor(random() * limit)
  let agent = 0
  let length = 0
  return Array.from({ length: INVENTED_EDITS }, (_, index): Transaction => {
    const parents = index === 0 ? [] : [index - 1]
    if (people === 2 && random() < 0.1) agent = 1 - agent
    if (length > 0 && random() < 0.3) {
      length--
      return { agent, parents, patches: [[below(length + 1), 1, '']] }
    }
    length++
    return { agent, parents, patches: [[below(length), 0, String.fromCharCode(97 + below(26))]] }
  })
}
