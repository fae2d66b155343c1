import * as Y from 'yjs'

/** Elements within elements. A browser that is given thousands overflows its stack and can neither show nor delete them. */
export const MAX_NESTING = 100

interface Span {
  readonly clock: number
  readonly end: number
  readonly item: Y.Item
}

/**
 * How deep the shared types of an update lie within each other, counted from what the update is hung into. Walks
 * without recursion; costs a decoding, so ask only when there are enough types to matter. `bytes` is an update that
 * has been scanned.
 */
export function nestingOf(bytes: Uint8Array): number {
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
  const depths = new Map<Y.Item, number>()
  for (const spans of clients.values()) for (const { item } of spans) measure(item, find, depths)
  let deepest = 0
  for (const [item, depth] of depths) {
    if (item.content instanceof Y.ContentType) deepest = Math.max(deepest, depth + 1)
  }
  return deepest
}

/** Notes for `item`, and for what it stands in or beside, how many types of the update enclose it. */
function measure(item: Y.Item, find: (id: Y.ID) => Y.Item | null, depths: Map<Y.Item, number>): void {
  const path: Y.Item[] = []
  let at: Y.Item | null = item
  while (at !== null && !depths.has(at)) {
    path.push(at)
    at = next(at, find)
  }
  for (let outer = at, inner = path.pop(); inner !== undefined; outer = inner, inner = path.pop()) {
    const around = outer === null ? 0 : (depths.get(outer) ?? 0)
    depths.set(inner, outer !== null && isInside(inner) ? around + 1 : around)
  }
}

/** An item without an origin says its parent; one with an origin has the parent of that. */
const isInside = ({ parent }: Y.Item): boolean => parent instanceof Y.ID

function next(item: Y.Item, find: (id: Y.ID) => Y.Item | null): Y.Item | null {
  if (item.parent instanceof Y.ID) return find(item.parent)
  const beside = item.origin ?? item.rightOrigin
  return item.parent === null && beside !== null ? find(beside) : null
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
