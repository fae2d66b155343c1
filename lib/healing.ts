import * as Y from 'yjs'
import { CopiedWords } from './copied-words.ts'
import { putBack, type Receipt } from './lost-words.ts'

/**
 * Mends what Yjs cannot merge. A block that changes its kind or its place is made anew: what somebody else writes into
 * the old one at that moment goes with it, and when two people do so at once, there are two of it. The page whose person
 * wrote the words puts them back; of two pages that made a block anew, the one with the higher client id takes its
 * letters back. Each page mends only what is its own, so that it is done once.
 */
export class Healing {
  readonly #doc: Y.Doc
  readonly #mayWrite: () => boolean
  readonly #own = new Set<number>()
  readonly #copied = new CopiedWords()
  #receipt: Receipt | null = null
  /** What updates said that Yjs has put aside until others come. */
  #waiting: Receipt['named'] | null = null

  constructor(doc: Y.Doc, mayWrite: () => boolean) {
    this.#doc = doc
    this.#mayWrite = mayWrite
    doc.on('afterTransaction', this.#onTransaction)
  }

  /** The client ids whose words are this page's. */
  get clients(): readonly number[] {
    return [...this.#own]
  }

  /** What these clients wrote is this page's to mend as well: pages of the same person that are closed. */
  inherit(clients: Iterable<number>): void {
    for (const client of clients) this.#own.add(client)
  }

  /** Applies `update`, which came from others, by `apply`, and mends afterwards. */
  receive<T>(update: Uint8Array, apply: () => T): T {
    const { store } = this.#doc
    const isConcerned = this.#mayWrite() && [...this.#own].some((client) => store.clients.has(client))
    const named = isConcerned ? deletionsIn(update) : null
    if (named === null) return apply()
    this.#receipt = {
      own: this.#own,
      named: this.#waiting === null ? named : Y.mergeDeleteSets([this.#waiting, named]),
    }
    try {
      return apply()
    } finally {
      const isWaiting = store.pendingStructs !== null || store.pendingDs !== null
      this.#waiting = isWaiting ? this.#receipt.named : null
      this.#receipt = null
    }
  }

  readonly #onTransaction = (transaction: Y.Transaction): void => {
    if (transaction.local) {
      this.#own.add(this.#doc.clientID)
      this.#copied.note(transaction)
    } else if (this.#receipt !== null) {
      putBack(transaction, this.#receipt)
      this.#copied.takeBack(transaction, this.#receipt)
    }
  }
}

/** Null for what is no update: whoever applies it says so. */
function deletionsIn(update: Uint8Array): Receipt['named'] | null {
  try {
    return Y.mergeDeleteSets([Y.decodeUpdate(update).ds])
  } catch {
    return null
  }
}
