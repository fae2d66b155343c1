import * as Y from 'yjs'

/** Letters that stand together in a text, each with its id. */
export interface Run {
  /** Null where it is no longer known. */
  readonly text: Y.XmlText | null
  letters: string
  readonly ids: Y.ID[]
}

/** The ids of `length` letters, the first of which has `id`. */
export const idsOf = ({ client, clock }: Y.ID, length: number): Y.ID[] =>
  Array.from({ length }, (_, i) => Y.createID(client, clock + i))

/** The letters of each text for which `counts` holds, a run for each stretch of them. */
export function runsIn(texts: Iterable<Y.XmlText>, counts: (id: Y.ID, item: Y.Item) => boolean): Run[] {
  const runs: Run[] = []
  for (const text of texts) {
    let run: Run | null = null
    for (let item = text._start; item !== null; item = item.right) {
      if (!(item.content instanceof Y.ContentString)) continue
      const { str } = item.content
      for (const [i, id] of idsOf(item.id, str.length).entries()) {
        if (!counts(id, item)) {
          if (!item.deleted) run = null
          continue
        }
        if (run === null) {
          run = { text, letters: '', ids: [] }
          runs.push(run)
        }
        run.letters += str[i]
        run.ids.push(id)
      }
    }
  }
  return runs
}

export function* structsIn(doc: Y.Doc, client: number, start: number, end: number): Generator<Y.Item> {
  const structs = doc.store.clients.get(client)
  if (structs === undefined || start >= end) return
  for (let i = Y.findIndexSS(structs, start); i < structs.length; i++) {
    const struct = structs[i]
    if (struct === undefined || struct.id.clock >= end) return
    if (struct instanceof Y.Item) yield struct
  }
}

export function deletedTexts({ deleteSet, doc }: Y.Transaction): Set<Y.XmlText> {
  const texts = new Set<Y.XmlText>()
  for (const [client, ranges] of deleteSet.clients) {
    for (const { clock, len } of ranges) {
      for (const item of structsIn(doc, client, clock, clock + len))
        if (item.parent instanceof Y.XmlText && item.content instanceof Y.ContentString)
          texts.add(item.parent)
    }
  }
  return texts
}

export function insertedTexts({ beforeState, afterState, doc }: Y.Transaction): Set<Y.XmlText> {
  const texts = new Set<Y.XmlText>()
  for (const [client, end] of afterState) {
    for (const item of structsIn(doc, client, beforeState.get(client) ?? 0, end))
      if (item.parent instanceof Y.XmlText && item.content instanceof Y.ContentString) texts.add(item.parent)
  }
  return texts
}

export const isNew = ({ beforeState }: Y.Transaction, id: Y.ID): boolean =>
  id.clock >= (beforeState.get(id.client) ?? 0)

export function itemAt(doc: Y.Doc, id: Y.ID): Y.Item | null {
  const structs = doc.store.clients.get(id.client)
  if (structs === undefined || Y.getState(doc.store, id.client) <= id.clock) return null
  const struct = structs[Y.findIndexSS(structs, id.clock)]
  return struct instanceof Y.Item ? struct : null
}

/** Deletes one letter, and what it leaves empty of what this page made for it. */
export function deleteLetter(doc: Y.Doc, id: Y.ID): void {
  const item = itemAt(doc, id)
  const text = item?.parent
  if (item === null || item.deleted || !(text instanceof Y.XmlText)) return
  let index = id.clock - item.id.clock
  for (let left = item.left; left !== null; left = left.left)
    if (!left.deleted && left.countable) index += left.length
  text.delete(index, 1)
  let empty: Y.XmlText | Y.XmlElement = text
  while (empty.length === 0 || isEmptyBlock(empty)) {
    const own: Y.Item | null = empty._item
    const parent: unknown = own?.parent
    if (own === null || own.id.client !== id.client || !(parent instanceof Y.XmlFragment)) return
    const isText = empty instanceof Y.XmlText
    if (isText && parent.length > 1) return
    if (!isText || !(parent instanceof Y.XmlElement)) parent.delete(parent.toArray().indexOf(empty), 1)
    if (!(parent instanceof Y.XmlElement)) return
    empty = parent
  }
}

const isEmptyBlock = (type: Y.XmlText | Y.XmlElement): boolean =>
  type instanceof Y.XmlElement &&
  type.toArray().every((child) => child instanceof Y.XmlText && child.length === 0)
