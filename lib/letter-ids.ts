import * as Y from 'yjs'

/** The ids of `length` letters, the first of which has `id`. */
export const idsOf = ({ client, clock }: Y.ID, length: number): Y.ID[] =>
  Array.from({ length }, (_, i) => Y.createID(client, clock + i))

/** The items of a client from clock `start` to before `end`. */
export function* structsIn(doc: Y.Doc, client: number, start: number, end: number): Generator<Y.Item> {
  const structs = doc.store.clients.get(client)
  if (structs === undefined || start >= end) return
  for (let i = Y.findIndexSS(structs, start); i < structs.length; i++) {
    const struct = structs[i]
    if (struct === undefined || struct.id.clock >= end) return
    if (struct instanceof Y.Item) yield struct
  }
}
