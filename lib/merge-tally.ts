import { findIndexSS, Item, type Transaction } from 'yjs'

/** Somebody who only looked away for a moment is not told what others did meanwhile. */
const WORTH_TELLING_MS = 30_000

/** What met when a page came back: its own edits that were sent, and changes of others that came in. */
export interface MergeReport {
  readonly sent: number
  readonly received: number
}

/**
 * How many changes a transaction brought that can be seen: what was inserted and is still there, and what was here
 * and is deleted now, as the update has them. It never counts too many: letters that one person typed one by one may
 * have been joined into one on the way.
 */
export function incomingChanges({ beforeState, afterState, deleteSet, doc }: Transaction): number {
  let count = 0
  for (const [client, clock] of afterState) {
    const from = beforeState.get(client) ?? 0
    const structs = doc.store.clients.get(client)
    if (clock <= from || structs === undefined) continue
    for (let i = findIndexSS(structs, from); i < structs.length; i++) {
      const struct = structs[i]
      if (struct instanceof Item && !struct.deleted) count += 1
    }
  }
  for (const [client, ranges] of deleteSet.clients) {
    const from = beforeState.get(client) ?? 0
    count += ranges.filter(({ clock }) => clock < from).length
  }
  return count
}

/** Counts from the moment that a page loses its server until everything of both sides is on both. */
export class MergeTally {
  #away: { readonly since: number; readonly saved: number } | null = null
  #received = 0

  /** The server is out of reach from `now` on; `saved` edits of this page had been acknowledged until then. */
  leave(now: number, saved: number): void {
    this.#away ??= { since: now, saved }
  }

  /** Changes of others came in. */
  receive(count: number): void {
    if (this.#away !== null) this.#received += count
  }

  get isAway(): boolean {
    return this.#away !== null
  }

  /** Both sides are one again; `saved` edits are acknowledged now. Null when there is nothing worth a word. */
  settle(now: number, saved: number): MergeReport | null {
    const away = this.#away
    if (away === null) return null
    const report = { sent: saved - away.saved, received: this.#received }
    this.#away = null
    this.#received = 0
    const worthTelling = report.received > 0 && now - away.since >= WORTH_TELLING_MS
    return report.sent > 0 || worthTelling ? report : null
  }
}
