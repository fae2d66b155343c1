import { ClockRanges } from './clock-ranges.ts'
import type { Deletion } from './update-scan.ts'

export const PLACES = ['blocks', 'entries', 'elements', 'children'] as const
export type Place = (typeof PLACES)[number]

/**
 * Where items of a document stand, as far as the guard must know. Deleted ones are here too.
 *
 * - `blocks`: directly in the text root
 * - `children`: directly in an element
 * - `entries`: as the value of a key, of a map or an attribute
 * - `elements`: wherever, but they are elements themselves
 */
export type Standing = Readonly<Record<Place, ClockRanges>>
/** The same of one update. */
export type Placed = Readonly<Record<Place, readonly Deletion[]>>

/** An item of an update, before it is known where it stands. */
export interface Item extends Deletion {
  /** It is a shared type that is neither element nor text. */
  readonly stray: boolean
  /** It shows content that is neither element nor text. */
  readonly foreign: boolean
  /** It shows content, of more than one clock. */
  readonly long: boolean
}

/** An item by its id; client -1 is none. */
export interface Neighbour {
  readonly client: number
  readonly clock: number
}

interface Waiting extends Item {
  /** What it stands beside, or in. */
  readonly at: Neighbour
  readonly hasRight: boolean
}

const NO_ITEMS: readonly Deletion[] = []
const PLACE_OF = { entry: 'entries', block: 'blocks', child: 'children' } as const

/** Where an item stands; null where it does not matter. */
type Spot = keyof typeof PLACE_OF | 'in what may come' | 'beside what may come' | null

/** Finds out where the items of one update stand: an item without a parent stands where its neighbours do. */
export class Placing {
  readonly #known: Standing
  #found: Record<Place, Found | null> | null = null
  /** Items beside, and in, what may come later in the update. */
  #beside: Waiting[] | null = null
  #inside: Waiting[] | null = null
  /** Right neighbours that may turn out to be entries of this update. */
  #rights: Neighbour[] | null = null
  /** The structs are read: what is placed now comes in any order. */
  #late = false
  /** Whether something stands in the text root, or in an element, that no editor can show. */
  stray = false
  /**
   * Whether a value of a key has several clocks, or says what stands right of it. No client writes that: Yjs ends up
   * with half a value that it neither shows nor deletes, and fails on it for good when what holds the key is deleted.
   */
  misfit = false

  constructor(known: Standing) {
    this.#known = known
  }

  found(place: Place): readonly Deletion[] {
    return this.#found?.[place]?.items ?? NO_ITEMS
  }

  /** Notes that an item is an element. */
  element(item: Deletion): void {
    this.#add('elements', item)
  }

  /**
   * Where an item of `client` stands that names its parent. `from` is the first clock of its section: of its own
   * client later ones are new. With `mayCome` the parent may come later in the update.
   */
  inside(client: number, parent: Neighbour, from: number, mayCome: boolean): Spot {
    if (this.#holds('elements', parent, isNew(parent, client, from))) return 'child'
    return mayCome ? 'in what may come' : null
  }

  /** Where an item stands that names its neighbours. */
  beside(client: number, left: Neighbour, right: Neighbour, from: number, mayCome: boolean): Spot {
    const at = left.client === -1 ? right : left
    const fresh = isNew(at, client, from)
    const isEntry = this.#holds('entries', at, fresh)
    if (right.client !== -1) {
      if (isEntry || this.#holds('entries', right, false)) this.misfit = true
      else if (mayCome) {
        this.#rights ??= []
        this.#rights.push(right)
      }
    }
    if (isEntry) return 'entry'
    if (this.#holds('blocks', at, fresh)) return 'block'
    if (this.#holds('children', at, fresh)) return 'child'
    return mayCome ? 'beside what may come' : null
  }

  put(spot: NonNullable<Spot>, item: Item, at: Neighbour, hasRight: boolean): void {
    switch (spot) {
      case 'block':
        this.#add('blocks', item)
        if (item.stray) this.stray = true
        return
      case 'child':
        this.#add('children', item)
        if (item.foreign) this.stray = true
        return
      case 'entry':
        this.#add('entries', item)
        if (item.long || hasRight) this.misfit = true
        return
      case 'in what may come':
        this.#inside ??= []
        this.#inside.push({ ...item, at, hasRight })
        return
      case 'beside what may come':
        this.#beside ??= []
        this.#beside.push({ ...item, at, hasRight })
    }
  }

  /** Sections refer to each other in any order: what stands in or beside an item is placed as soon as that is. */
  placeRest(): void {
    this.#late = true
    for (const item of this.#inside ?? [])
      if (this.#holds('elements', item.at, true)) this.#settle('child', item)
    if (this.#beside !== null) {
      const waiting = byClient(this.#beside)
      for (const spot of ['entry', 'block', 'child'] as const) {
        // grows while it is walked
        for (const placed of this.found(PLACE_OF[spot])) {
          for (const item of besideOf(placed, waiting)) this.#settle(spot, item)
        }
      }
    }
    if (this.#rights?.some((right) => this.#holds('entries', right, true))) this.misfit = true
  }

  #settle(spot: keyof typeof PLACE_OF, item: Waiting): void {
    this.put(spot, item, item.at, item.hasRight)
  }

  #add(place: Place, item: Deletion): void {
    this.#found ??= { blocks: null, entries: null, elements: null, children: null }
    this.#found[place] ??= new Found()
    this.#found[place].add(item, this.#late)
  }

  #holds(place: Place, { client, clock }: Neighbour, isFresh: boolean): boolean {
    if (this.#found?.[place]?.ranges.holds(client, clock)) return true
    return !isFresh && this.#known[place].holds(client, clock)
  }
}

/** Items in the order in which they were found, and for looking up. */
class Found {
  readonly items: Deletion[] = []
  #ranges: ClockRanges | null = new ClockRanges()

  /** Late ones come in any order: they are sorted once, when somebody looks. */
  add(item: Deletion, late: boolean): void {
    this.items.push(item)
    if (late) this.#ranges = null
    else this.#ranges?.add(item)
  }

  get ranges(): ClockRanges {
    this.#ranges ??= ClockRanges.of(this.items)
    return this.#ranges
  }
}

const isNew = (id: Neighbour, client: number, from: number): boolean =>
  id.client === client && id.clock >= from

function byClient(items: readonly Waiting[]): ReadonlyMap<number, readonly Waiting[]> {
  const clients = new Map<number, Waiting[]>()
  for (const item of items) {
    const sameClient = clients.get(item.at.client)
    if (sameClient === undefined) clients.set(item.at.client, [item])
    else sameClient.push(item)
  }
  for (const sameClient of clients.values()) sameClient.sort((a, b) => a.at.clock - b.at.clock)
  return clients
}

/** Those that wait for one of the clocks of `placed`. */
function* besideOf(
  { client, clock, length }: Deletion,
  waiting: ReadonlyMap<number, readonly Waiting[]>,
): Generator<Waiting> {
  const items = waiting.get(client) ?? []
  for (let i = firstFrom(items, clock); i < items.length; i++) {
    const item = items[i] as Waiting
    if (item.at.clock >= clock + length) return
    yield item
  }
}

/** Index of the first item that stands beside `clock` or a later one, by halving. */
function firstFrom(items: readonly Waiting[], clock: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((items[middle] as Waiting).at.clock < clock) low = middle + 1
    else high = middle
  }
  return low
}
