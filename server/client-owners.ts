import type { Section } from './update-scan.ts'

/** Client ids new to a document that one connection may bring: by updates, … */
const MAX_NEW_IN_UPDATES = 16
/** … and by step 2s, which carry what was written offline on several visits. */
const MAX_NEW_IN_STEP_2S = 1_000

/** Who writes, and what this connection brought before. */
export interface Author {
  readonly userId: string
  /** Client ids that it was the first to use here, by writes of this kind. */
  readonly brought: number
  /** The user who is present under a client id right now; null when nobody is. */
  readonly presentAs: (client: number) => string | null
}

export type ClientVerdict =
  /** All are the author's, `claims` of them from now on. */
  | { readonly kind: 'own'; readonly claims: readonly number[] }
  | { readonly kind: 'forbidden'; readonly why: string }

/**
 * Whose the Yjs client ids of a document are: a client id belongs to the user who first used it. Who wrote under
 * another's could make what the other writes offline pass for known, and lose it.
 */
export class ClientOwners {
  readonly #owners: Map<number, string>
  /** Guests who have made an account since. */
  readonly #heirs = new Map<string, string>()

  constructor(owners: ReadonlyMap<number, string> = new Map()) {
    this.#owners = new Map(owners)
  }

  of(client: number): string | null {
    return this.#owners.get(client) ?? null
  }

  /** Judges under whose ids an update adds something. `sections` are those that are new. */
  judge(sections: readonly Section[], author: Author, kind: 'update' | 'step2'): ClientVerdict {
    const claims: number[] = []
    const userId = this.#heir(author.userId)
    for (const { client } of sections) {
      const owner = this.of(client)
      if (owner === null) {
        const present = author.presentAs(client)
        if (present !== null && this.#heir(present) !== userId) return foreign
        claims.push(client)
      } else if (owner !== userId) return foreign
    }
    const most = kind === 'update' ? MAX_NEW_IN_UPDATES : MAX_NEW_IN_STEP_2S
    if (claims.length > 0 && author.brought + claims.length > most) {
      return { kind: 'forbidden', why: 'too many new client ids' }
    }
    return { kind: 'own', claims }
  }

  claim(clients: readonly number[], userId: string): void {
    const heir = this.#heir(userId)
    for (const client of clients) this.#owners.set(client, heir)
  }

  /** A guest has made an account: what the guest wrote is the person's. */
  handOver(guestId: string, userId: string): void {
    this.#heirs.set(guestId, userId)
    for (const [client, owner] of this.#owners) if (owner === guestId) this.#owners.set(client, userId)
  }

  #heir(userId: string): string {
    return this.#heirs.get(userId) ?? userId
  }
}

const foreign: ClientVerdict = { kind: 'forbidden', why: 'client id of another person' }
