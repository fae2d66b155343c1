import { DeleteRanges } from './delete-ranges.ts'
import type { Deletion } from './update-scan.ts'

/** Where items of a document stand, as far as the guard must know. Deleted ones are here too. */
export interface Standing {
  /** Directly in the text root. */
  readonly blocks: DeleteRanges
  /** As the value of a key: of a map, or an attribute of an element. */
  readonly entries: DeleteRanges
}

/** An item of an update, before it is known where it stands. */
export interface Item extends Deletion {
  /** It is a shared type that is neither element nor text. */
  readonly stray: boolean
  /** It shows content, of more than one clock. */
  readonly long: boolean
}

/** An item by its id; client -1 is none. */
export interface Neighbour {
  readonly client: number
  readonly clock: number
}

interface Waiting extends Item {
  readonly beside: Neighbour
  readonly hasRight: boolean
}

const NO_ITEMS: readonly Deletion[] = []

/** Finds out where the items of one update stand: an item without a parent stands where its neighbours do. */
export class Placing {
  readonly #known: Standing
  #blocks: Deletion[] | null = null
  #entries: Deletion[] | null = null
  /** The same two, for looking up. */
  #freshBlocks: DeleteRanges | null = null
  #freshEntries: DeleteRanges | null = null
  #waiting: Waiting[] | null = null
  /** Right neighbours that may turn out to be entries of this update. */
  #rights: Neighbour[] | null = null
  /** Whether something stands in the text root that no editor can show. */
  stray = false
  /**
   * Whether a value of a key has several clocks, or says what stands right of it. No client writes that: Yjs ends up
   * with half a value that it neither shows nor deletes, and fails on it for good when what holds the key is deleted.
   */
  misfit = false

  constructor(known: Standing) {
    this.#known = known
  }

  get blocks(): readonly Deletion[] {
    return this.#blocks ?? NO_ITEMS
  }

  get entries(): readonly Deletion[] {
    return this.#entries ?? NO_ITEMS
  }

  block(item: Item): void {
    this.#blocks ??= []
    this.#blocks.push(item)
    this.#freshBlocks ??= new DeleteRanges()
    this.#freshBlocks.add(item)
    if (item.stray) this.stray = true
  }

  entry(item: Item): void {
    this.#entries ??= []
    this.#entries.push(item)
    this.#freshEntries ??= new DeleteRanges()
    this.#freshEntries.add(item)
    if (item.long) this.misfit = true
  }

  /**
   * Places an item beside its neighbours. `from` is the first clock of its section: of its own client later ones are
   * new. With `mayCome` a neighbour may come later in the update, and the item waits for {@link placeRest}.
   */
  beside(item: Item, left: Neighbour, right: Neighbour, from: number, mayCome: boolean): void {
    const beside = left.client === -1 ? right : left
    const isNew = beside.client === item.client && beside.clock >= from
    const isEntry = holds(beside, this.#freshEntries, isNew ? null : this.#known.entries)
    if (right.client !== -1) {
      if (isEntry || holds(right, this.#freshEntries, this.#known.entries)) this.misfit = true
      else if (mayCome) {
        this.#rights ??= []
        this.#rights.push(right)
      }
    }
    if (isEntry) this.entry(item)
    else if (holds(beside, this.#freshBlocks, isNew ? null : this.#known.blocks)) this.block(item)
    else if (mayCome) {
      this.#waiting ??= []
      this.#waiting.push({ ...item, beside, hasRight: right.client !== -1 })
    }
  }

  /** Sections refer to each other in any order: what stands beside an item is placed as soon as that is. */
  placeRest(): void {
    if (this.#blocks === null && this.#entries === null) return
    const waiting = new Map<number, Waiting[]>()
    for (const item of this.#waiting ?? []) {
      const sameClient = waiting.get(item.beside.client)
      if (sameClient === undefined) waiting.set(item.beside.client, [item])
      else sameClient.push(item)
    }
    for (const items of waiting.values()) items.sort((a, b) => a.beside.clock - b.beside.clock)
    // both grow while they are walked
    for (const placed of this.#entries ?? []) {
      for (const item of besideOf(placed, waiting)) {
        this.entry(item)
        if (item.hasRight) this.misfit = true
      }
    }
    for (const placed of this.#blocks ?? []) for (const item of besideOf(placed, waiting)) this.block(item)
    if (this.#rights?.some((right) => holds(right, this.#freshEntries, null))) this.misfit = true
  }
}

const holds = (
  { client, clock }: Neighbour,
  fresh: DeleteRanges | null,
  known: DeleteRanges | null,
): boolean => fresh?.holds(client, clock) === true || known?.holds(client, clock) === true

/** Those that wait for one of the clocks of `placed`. */
function* besideOf(
  { client, clock, length }: Deletion,
  waiting: ReadonlyMap<number, readonly Waiting[]>,
): Generator<Waiting> {
  const items = waiting.get(client) ?? []
  for (let i = firstFrom(items, clock); i < items.length; i++) {
    const item = items[i] as Waiting
    if (item.beside.clock >= clock + length) return
    yield item
  }
}

/** Index of the first item that stands beside `clock` or a later one, by halving. */
function firstFrom(items: readonly Waiting[], clock: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((items[middle] as Waiting).beside.clock < clock) low = middle + 1
    else high = middle
  }
  return low
}
