import * as Y from 'yjs'
import { MAX_NESTING } from '../lib/nesting-limit.ts'
import { ClockRanges } from './clock-ranges.ts'
import type { ScannedUpdate } from './update-scan.ts'

/** Shared types that the event loop places, some 20 ms' worth; of an update with more a worker says how deep it lies. */
export const MAX_PLACED_TYPES = 5_000

/** A shared type that an update makes, and how deep it lies at most: 1 stands in a root. */
interface PlacedType {
  readonly client: number
  readonly clock: number
  readonly depth: number
}

interface Span {
  readonly clock: number
  readonly end: number
  readonly item: Y.Item
}

/** Depth of the types around an item that an update refers to but does not bring. */
interface Surroundings {
  /** Of the type `id` itself, at most. */
  readonly ofType: (id: Y.ID) => number
  /** Of the type that the item `id` stands in, at most; 0 is a root. */
  readonly around: (id: Y.ID) => number
}

/**
 * How deep a document is nested at most, without the document: what a worker measured, and what came since. Exact
 * about types that came since and about what hangs in blocks; of all others it knows that none lies deeper than the
 * deepest.
 */
export class Nesting {
  readonly #blocks: ClockRanges
  readonly #recent = new Map<number, Map<number, number>>()
  readonly #surroundings: Surroundings
  #deepest = 0

  /** `blocks` are the items that stand directly in the text root. */
  constructor(blocks: ClockRanges) {
    this.#blocks = blocks
    this.#surroundings = {
      ofType: ({ client, clock }) =>
        this.#recent.get(client)?.get(clock) ?? (this.#blocks.holds(client, clock) ? 1 : this.#deepest),
      around: ({ client, clock }) => {
        if (this.#blocks.holds(client, clock)) return 0
        const depth = this.#recent.get(client)?.get(clock)
        return depth === undefined ? this.#deepest : depth - 1
      },
    }
  }

  /** Levels of the document with `update` in it, at most. */
  with(update: ScannedUpdate): number {
    if (update.types === 0) return this.#deepest
    return deepestOf(placeTypes(update.bytes, this.#surroundings), this.#deepest)
  }

  /** Takes in an admitted update. After one with too many types to place all is as deep as may be, until measured. */
  add(update: ScannedUpdate): void {
    if (update.types === 0) return
    if (update.types > MAX_PLACED_TYPES) {
      this.#deepest = Math.max(this.#deepest, MAX_NESTING)
      return
    }
    const types = placeTypes(update.bytes, this.#surroundings)
    for (const { client, clock, depth } of types) {
      const known = this.#recent.get(client)
      if (known === undefined) this.#recent.set(client, new Map([[clock, depth]]))
      else known.set(clock, depth)
    }
    this.#deepest = deepestOf(types, this.#deepest)
  }

  /** A worker has looked: so deep is the document before `since`, the updates that it has not seen. */
  measured(depth: number, since: readonly ScannedUpdate[]): void {
    this.#deepest = depth
    this.#recent.clear()
    for (const update of since) this.add(update)
  }
}

/** Levels of the types of an update within each other, counted from what they are hung into. */
export const nestingWithin = (update: ScannedUpdate): number => new Nesting(new ClockRanges()).with(update)

const deepestOf = (types: readonly PlacedType[], least: number): number =>
  types.reduce((deepest, { depth }) => Math.max(deepest, depth), least)

/** The types of a scanned update with their depths. Walks without recursion; costs a decoding. */
function placeTypes(bytes: Uint8Array, surroundings: Surroundings): PlacedType[] {
  const clients = new Map<number, Span[]>()
  for (const struct of Y.decodeUpdate(bytes).structs) {
    if (!(struct instanceof Y.Item)) continue
    const { client, clock } = struct.id
    const span = { clock, end: clock + struct.length, item: struct }
    const spans = clients.get(client)
    if (spans === undefined) clients.set(client, [span])
    else spans.push(span)
  }
  const find = ({ client, clock }: Y.ID): Y.Item | null => findSpan(clients.get(client) ?? [], clock)
  const around = new Map<Y.Item, number>()
  const types: PlacedType[] = []
  for (const spans of clients.values()) {
    for (const { item } of spans) {
      if (!(item.content instanceof Y.ContentType)) continue
      measure(item, find, surroundings, around)
      types.push({ ...item.id, depth: (around.get(item) as number) + 1 })
    }
  }
  return types
}

/** Notes for `item`, and for what it stands in or beside, the depth of the type around it. */
function measure(
  item: Y.Item,
  find: (id: Y.ID) => Y.Item | null,
  surroundings: Surroundings,
  around: Map<Y.Item, number>,
): void {
  const path: Y.Item[] = []
  let at: Y.Item | null = item
  while (at !== null && !around.has(at)) {
    path.push(at)
    at = outward(at, find)
  }
  let outer = at
  for (const inner of path.reverse()) {
    around.set(inner, outer === null ? entry(inner, surroundings) : levelIn(inner, outer, around))
    outer = inner
  }
}

/** The item of the update that `item` stands in or beside; null when that is not in the update. */
function outward(item: Y.Item, find: (id: Y.ID) => Y.Item | null): Y.Item | null {
  const towards = item.origin ?? item.rightOrigin ?? (item.parent instanceof Y.ID ? item.parent : null)
  return towards === null ? null : find(towards)
}

function levelIn(inner: Y.Item, outer: Y.Item, around: ReadonlyMap<Y.Item, number>): number {
  const beside = inner.origin !== null || inner.rightOrigin !== null
  return (around.get(outer) as number) + (beside ? 0 : 1)
}

function entry({ origin, rightOrigin, parent }: Y.Item, { ofType, around }: Surroundings): number {
  const beside = origin ?? rightOrigin
  if (beside !== null) return around(beside)
  return parent instanceof Y.ID ? ofType(parent) : 0
}

function findSpan(spans: readonly Span[], clock: number): Y.Item | null {
  let low = 0
  let high = spans.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const span = spans[middle] as Span
    if (clock < span.clock) high = middle - 1
    else if (clock >= span.end) low = middle + 1
    else return span.item
  }
  return null
}
