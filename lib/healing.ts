import * as Y from 'yjs'
import { putBack } from './lost-words.ts'
import {
  type DeleteSet,
  decodeDeletions,
  encodeDeletions,
  goneOnArrival,
  namedIn,
  stateNaming,
  without,
} from './named-deletions.ts'

/**
 * Mends what Yjs cannot merge. A block that changes its kind or its place is made anew: what somebody else writes into
 * the old one at that moment goes with it. The page whose person wrote the words puts them back; each page mends only
 * what is its own, so that it is done once. See docs/decisions/healing.md.
 */
export class Healing {
  readonly #doc: Y.Doc
  readonly #mayWrite: () => boolean
  readonly #keepUnseen: (octets: Uint8Array) => void
  readonly #own = new Set<number>()
  /** The update that is being applied. */
  #receiving: Uint8Array | null = null
  /** What updates said that Yjs has put aside until others come. */
  #waiting: DeleteSet | null = null
  /** What went with something around it, and nobody is known to have seen. */
  #unseen: DeleteSet = Y.createDeleteSet()

  /** `keepUnseen` is given what {@link inheritUnseen} needs on the next visit, whenever it changes. */
  constructor(doc: Y.Doc, mayWrite: () => boolean, keepUnseen: (octets: Uint8Array) => void) {
    this.#doc = doc
    this.#keepUnseen = keepUnseen
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

  inheritUnseen(octets: Uint8Array): void {
    this.#unseen = Y.mergeDeleteSets([this.#unseen, decodeDeletions(octets)])
  }

  /** Applies `update`, which came from others, by `apply`, and mends afterwards. */
  receive<T>(update: Uint8Array, apply: () => T): T {
    const { store } = this.#doc
    this.#receiving = update
    try {
      return apply()
    } finally {
      const isWaiting = store.pendingStructs !== null || store.pendingDs !== null
      this.#waiting = isWaiting ? this.#named(update) : null
      this.#receiving = null
    }
  }

  /** What an update says is deleted, with what those say that wait; null for what is no update. */
  #named(update: Uint8Array): DeleteSet | null {
    const named = namedIn(update)
    return named === null || this.#waiting === null ? named : Y.mergeDeleteSets([this.#waiting, named])
  }

  /**
   * What somebody with this state vector lacks, for a step 2. A replica lists all that is deleted, also words that came
   * too late to be seen; if this were passed on, their author would take them for deleted by a person.
   */
  state(stateVector: Uint8Array): Uint8Array {
    return stateNaming(this.#doc, stateVector, this.#unseen)
  }

  readonly #onTransaction = (transaction: Y.Transaction): void => {
    if (transaction.local) {
      this.#own.add(this.#doc.clientID)
      return
    }
    if (this.#receiving === null) return
    const gone = Y.mergeDeleteSets([transaction.deleteSet, goneOnArrival(transaction)])
    // most updates delete nothing: these are not read twice
    if (gone.clients.size === 0) return
    const named = this.#named(this.#receiving)
    if (named === null) return
    const unseen = without(gone, named)
    if (unseen.clients.size > 0) {
      this.#unseen = Y.mergeDeleteSets([this.#unseen, unseen])
      this.#keepUnseen(encodeDeletions(this.#unseen))
    }
    const isConcerned = [...this.#own].some((client) => this.#doc.store.clients.has(client))
    if (!isConcerned || !this.#mayWrite()) return
    putBack(transaction, { own: this.#own, named })
  }
}
