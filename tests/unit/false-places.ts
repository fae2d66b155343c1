import * as Y from 'yjs'

/**
 * Whether an item of `update` says to stand between items that were never neighbours: in two types, in the wrong
 * order, or with something between them that the author has seen. Only a peer that means harm writes that. Yjs puts such an
 * item in one place for those who are here and perhaps in another for those who join. Nothing is lost by it, and the
 * guard, which does not know the order of the text, lets it pass. `doc` is what the update meets.
 */
export function liesAboutPlace(doc: Y.Doc, update: Uint8Array): boolean {
  const fresh = Y.decodeUpdate(update).structs
  const find = (id: Y.ID): Y.Item | Y.GC | null => {
    if (id.clock < Y.getState(doc.store, id.client)) return Y.getItem(doc.store, id)
    const isIt = ({ id: { client, clock }, length }: Y.AbstractStruct): boolean =>
      client === id.client && id.clock >= clock && id.clock < clock + length
    return (fresh.find(isIt) as Y.Item | Y.GC | undefined) ?? null
  }
  return fresh.some((item) => item instanceof Y.Item && isFalse(doc, item, find))
}

// biome-ignore lint/suspicious/noExplicitAny: the events of a type are none of ours
type AnyType = Y.AbstractType<any>
type Find = (id: Y.ID) => Y.Item | Y.GC | null

function isFalse(doc: Y.Doc, item: Y.Item, find: Find): boolean {
  const { origin, rightOrigin } = item
  if (origin !== null && rightOrigin !== null && placeOf(origin, find) !== placeOf(rightOrigin, find))
    return true
  const left = origin === null ? null : find(origin)
  const right = rightOrigin === null ? null : find(rightOrigin)
  if (left !== null && left === right) return rightOrigin?.clock !== (origin?.clock ?? 0) + 1
  if (isCut(left, origin, 'behind') || isCut(right, rightOrigin, 'before')) return true
  if (isNew(doc, origin) || isNew(doc, rightOrigin)) return false
  if (left instanceof Y.GC || right instanceof Y.GC) return false
  if (standsAtKey(left ?? right ?? item)) return false
  const seen = seenBy(doc, item)
  let between = left === null ? firstIn(doc, item, right, find) : left.right
  while (between !== null && between !== right) {
    if (between.id.clock < (seen.get(between.id.client) ?? 0)) return true
    between = between.right
  }
  return right !== null && between === null
}

/** What the author of an item must have seen: what it refers to, all before that by the same people, and so on. */
function seenBy(doc: Y.Doc, item: Y.Item): ReadonlyMap<number, number> {
  const seen = new Map<number, number>()
  const { client: own, clock: next } = item.id
  const queue = [...(next > 0 ? [Y.createID(own, next - 1)] : []), ...referencesOf(item)]
  for (const { client, clock } of queue) {
    const before = seen.get(client) ?? 0
    if (clock < before) continue
    seen.set(client, clock + 1)
    for (const struct of doc.store.clients.get(client) ?? []) {
      if (struct instanceof Y.Item && struct.id.clock + struct.length > before && struct.id.clock <= clock) {
        queue.push(...referencesOf(struct))
      }
    }
  }
  return seen
}

const referencesOf = ({ origin, rightOrigin }: Y.Item): Y.ID[] =>
  [origin, rightOrigin].filter((id) => id !== null)

const isNew = ({ store }: Y.Doc, id: Y.ID | null): boolean =>
  id !== null && id.clock >= Y.getState(store, id.client)

/** Whether it claims a neighbour that is inside something written at once: then both would be. */
function isCut(neighbour: Y.Item | Y.GC | null, id: Y.ID | null, side: 'before' | 'behind'): boolean {
  if (neighbour === null || id === null) return false
  return id.clock !== neighbour.id.clock + (side === 'before' ? 0 : neighbour.length - 1)
}

const standsAtKey = ({ parentSub }: Y.Item): boolean => parentSub !== null

function firstIn(doc: Y.Doc, item: Y.Item, right: Y.Item | null, find: Find): Y.Item | null {
  if (right !== null) return (right.parent as AnyType)._start
  const { parent } = item as { parent: unknown }
  if (!(parent instanceof Y.ID)) return doc.share.get(String(parent))?._start ?? null
  const content = isNew(doc, parent) ? null : (find(parent) as Y.Item).content
  return content instanceof Y.ContentType ? content.type._start : null
}

/** A word for the type and key that an item stands in; items of a deleted type stand nowhere. */
function placeOf(id: Y.ID, find: Find): string {
  const item = find(id)
  if (!(item instanceof Y.Item)) return 'nowhere'
  const { parent, parentSub, origin, rightOrigin } = item as Y.Item & { readonly parent: unknown }
  const key = parentSub === null ? '' : ` ${parentSub}`
  if (parent instanceof Y.AbstractType) {
    const around = parent._item
    if (around !== null) return `${around.id.client} ${around.id.clock}${key}`
    const root = [...(parent.doc as Y.Doc).share].find(([, type]) => type === parent)
    return `root ${root?.[0]}${key}`
  }
  const beside = origin ?? rightOrigin
  if (beside !== null) return placeOf(beside, find)
  return parent instanceof Y.ID ? `${parent.client} ${parent.clock}${key}` : `root ${String(parent)}${key}`
}
