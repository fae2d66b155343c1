import * as Y from 'yjs'
import { structsIn } from './letter-ids.ts'
import type { DeleteSet } from './named-deletions.ts'

export interface Receipt {
  /** Client ids whose words are this page's to put back. */
  readonly own: ReadonlySet<number>
  /** What the update itself says is deleted: what its author had seen. */
  readonly named: DeleteSet
}

export type Shared = Y.XmlFragment | Y.XmlText

export const typeOf = (item: Y.Item): unknown =>
  item.content instanceof Y.ContentType ? item.content.type : null
export const parentOf = (item: Y.Item | null): Shared | null =>
  item?.parent instanceof Y.XmlFragment || item?.parent instanceof Y.XmlText ? item.parent : null

export function* itemsOf(type: Shared): Generator<Y.Item> {
  for (let item = type._start; item !== null; item = item.right) yield item
}

/** What has become of something: others had seen it, it was lost, or it does not count. */
type FateOf = 'seen' | 'lost' | 'gone'

/** Letters next to each other with the same fate. */
interface Letters {
  readonly id: Y.ID
  readonly letters: string
  readonly fate: FateOf
}

/** Tells what has become of what was there before one transaction that came from others. */
export class Fate {
  readonly #transaction: Y.Transaction
  readonly #receipt: Receipt

  constructor(transaction: Y.Transaction, receipt: Receipt) {
    this.#transaction = transaction
    this.#receipt = receipt
  }

  of(id: Y.ID, isDeleted: boolean): FateOf {
    if (!isDeleted) return 'seen'
    if (!Y.isDeleted(this.#transaction.deleteSet, id)) return 'gone'
    if (Y.isDeleted(this.#receipt.named, id)) return 'seen'
    return this.#receipt.own.has(id.client) ? 'lost' : 'gone'
  }

  isLost({ id, deleted }: Y.Item): boolean {
    return this.of(id, deleted) === 'lost'
  }

  /** What this page's clients wrote and went now; not all of it need be lost. */
  *items(): Generator<Y.Item> {
    const { deleteSet, doc } = this.#transaction
    for (const client of this.#receipt.own) {
      for (const { clock, len } of deleteSet.clients.get(client) ?? [])
        yield* structsIn(doc, client, clock, clock + len)
    }
  }

  /** The letters of a block in order. */
  *letters(type: Shared): Generator<Letters> {
    for (const item of itemsOf(type)) {
      const inner = typeOf(item)
      if (inner instanceof Y.XmlText || inner instanceof Y.XmlElement) yield* this.letters(inner)
      else if (item.content instanceof Y.ContentString) yield* this.#parts(item, item.content.str)
    }
  }

  /** Yjs keeps letters that went together in one item, whoever said so of each. */
  *#parts({ id, deleted }: Y.Item, letters: string): Generator<Letters> {
    const at = (i: number): Y.ID => Y.createID(id.client, id.clock + i)
    for (let start = 0; start < letters.length; ) {
      const fate = this.of(at(start), deleted)
      let end = start + 1
      while (end < letters.length && this.of(at(end), deleted) === fate) end++
      yield { id: at(start), letters: letters.slice(start, end), fate }
      start = end
    }
  }
}
