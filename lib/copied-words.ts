import * as Y from 'yjs'
import { commonEnds } from './common-ends.ts'
import { HEALING, type Receipt } from './lost-words.ts'

/** How many letters are remembered, and the least that tells a copy of a part from an accident. */
const MOST_LETTERS = 200_000
const TELLING = 4
/** Of what two texts could have in common, they must have so much. */
const ALIKE = 0.6
/** Above so many comparisons only the ends of two texts are compared. */
const MOST_COMPARISONS = 4_000_000

/** Letters that this page took out of one text and wrote into another, in one step. */
interface Copy {
  readonly letters: string
  /** Of each letter, what it was before, and before that. */
  readonly sources: readonly (readonly Y.ID[])[]
  readonly copy: readonly Y.ID[]
}

interface Run {
  readonly text: Y.XmlText
  letters: string
  readonly ids: Y.ID[]
}

const idsOf = (item: Y.Item): Y.ID[] =>
  Array.from({ length: item.length }, (_, i) => Y.createID(item.id.client, item.id.clock + i))

/** The letters of each text for which `counts` holds, a run for each stretch of them. */
function runsIn(texts: Iterable<Y.XmlText>, counts: (item: Y.Item) => boolean): Run[] {
  const runs: Run[] = []
  for (const text of texts) {
    let run: Run | null = null
    for (let item = text._start; item !== null; item = item.right) {
      if (!(item.content instanceof Y.ContentString)) continue
      if (!counts(item)) {
        if (!item.deleted) run = null
        continue
      }
      if (run === null) runs.push((run = { text, letters: '', ids: [] }))
      run.letters += item.content.str
      run.ids.push(...idsOf(item))
    }
  }
  return runs
}

function* structsIn(doc: Y.Doc, client: number, start: number, end: number): Generator<Y.Item> {
  const structs = doc.store.clients.get(client)
  if (structs === undefined || start >= end) return
  for (let i = Y.findIndexSS(structs, start); i < structs.length; i++) {
    const struct = structs[i]
    if (struct === undefined || struct.id.clock >= end) return
    if (struct instanceof Y.Item) yield struct
  }
}

function deletedTexts({ deleteSet, doc }: Y.Transaction): Set<Y.XmlText> {
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

function insertedTexts({ beforeState, afterState, doc }: Y.Transaction): Set<Y.XmlText> {
  const texts = new Set<Y.XmlText>()
  for (const [client, end] of afterState) {
    for (const item of structsIn(doc, client, beforeState.get(client) ?? 0, end))
      if (item.parent instanceof Y.XmlText && item.content instanceof Y.ContentString) texts.add(item.parent)
  }
  return texts
}

const isNew = ({ beforeState }: Y.Transaction, { id }: Y.Item): boolean =>
  id.clock >= (beforeState.get(id.client) ?? 0)

/** Remembers which letters this page has moved, and takes them back where somebody else has moved the same. */
export class CopiedWords {
  readonly #copies: Copy[] = []
  readonly #sources = new Map<string, readonly Y.ID[]>()
  #size = 0

  /** A step that was made on this page. */
  note(transaction: Y.Transaction): void {
    const { deleteSet } = transaction
    if (deleteSet.clients.size === 0 || transaction.origin === HEALING) return
    const taken = runsIn(deletedTexts(transaction), (item) => Y.isDeleted(deleteSet, item.id))
    const written = runsIn(insertedTexts(transaction), (item) => !item.deleted && isNew(transaction, item))
    for (const to of written) {
      const from = taken.find((one) => one.text !== to.text && shares(one.letters, to.letters))
      if (from === undefined) continue
      const [inFrom, inTo] = [from.letters.indexOf(to.letters), to.letters.indexOf(from.letters)]
      const length = Math.min(from.letters.length, to.letters.length)
      const [start, at] = inFrom === -1 ? [0, inTo] : [inFrom, 0]
      this.#remember({
        letters: to.letters.slice(at, at + length),
        sources: from.ids
          .slice(start, start + length)
          .map((id) => [id, ...(this.#sources.get(keyOf(id)) ?? [])]),
        copy: to.ids.slice(at, at + length),
      })
    }
  }

  /** Takes back, of what others have moved with `transaction` as well, what this page has to. */
  takeBack(transaction: Y.Transaction, { own, named }: Receipt): void {
    const { doc } = transaction
    const isNamed = (ids: readonly Y.ID[]): boolean => ids.some((id) => Y.isDeleted(named, id))
    const alike = this.#copies.filter(({ sources }) => sources.some(isNamed))
    if (alike.length === 0) return
    const theirs = runsIn(
      insertedTexts(transaction),
      (item) => !item.deleted && isNew(transaction, item) && !own.has(item.id.client),
    )
    if (theirs.length === 0) return
    doc.transact(() => {
      for (const copy of alike) takeBackCopy(copy, theirs, isNamed, doc)
    }, HEALING)
  }

  #remember(copy: Copy): void {
    this.#copies.push(copy)
    this.#size += copy.letters.length
    for (const [i, id] of copy.copy.entries()) this.#sources.set(keyOf(id), copy.sources[i] ?? [])
    while (this.#size > MOST_LETTERS) {
      const oldest = this.#copies.shift()
      for (const id of oldest?.copy ?? []) this.#sources.delete(keyOf(id))
      this.#size -= oldest?.letters.length ?? this.#size
    }
  }
}

/** One says all that the other says, and that is enough not to be an accident. */
function shares(taken: string, written: string): boolean {
  if (taken === written) return true
  return (
    Math.min(taken.length, written.length) >= TELLING && (taken.includes(written) || written.includes(taken))
  )
}

const keyOf = ({ client, clock }: Y.ID): string => `${client}:${clock}`

function takeBackCopy(
  { letters, sources, copy }: Copy,
  theirs: readonly Run[],
  isNamed: (ids: readonly Y.ID[]) => boolean,
  doc: Y.Doc,
): void {
  for (const { letters: other, ids } of theirs) {
    const [first] = ids
    const mine = copy.flatMap((id, i) => {
      const isThere = itemAt(doc, id)?.deleted === false
      return isThere && isNamed(sources[i] ?? []) ? [{ id, letter: letters[i] as string }] : []
    })
    const common = inCommon(mine.map(({ letter }) => letter).join(''), other)
    if (first === undefined || common.length < ALIKE * Math.min(mine.length, other.length)) continue
    for (const i of common.reverse()) {
      const { id } = mine[i] as (typeof mine)[number]
      if (id.client > first.client) deleteLetter(doc, id)
    }
  }
}

/** The places in `one` of a longest row of letters that `other` has in the same order. */
function inCommon(one: string, other: string): number[] {
  const places: number[] = []
  if (one.length * other.length > MOST_COMPARISONS) {
    const { start, end } = commonEnds(one, other)
    for (let i = 0; i < one.length; i++) if (i < start || i >= one.length - end) places.push(i)
    return places
  }
  const width = other.length + 1
  const best = new Uint16Array((one.length + 1) * width)
  const at = (i: number, j: number): number => best[i * width + j] ?? 0
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      best[i * width + j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      places.push(i++)
      j++
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return places
}

function itemAt(doc: Y.Doc, id: Y.ID): Y.Item | null {
  const structs = doc.store.clients.get(id.client)
  if (structs === undefined || Y.getState(doc.store, id.client) <= id.clock) return null
  const struct = structs[Y.findIndexSS(structs, id.clock)]
  return struct instanceof Y.Item ? struct : null
}

/** Deletes one letter, and what it leaves empty of what this page made for it. */
function deleteLetter(doc: Y.Doc, id: Y.ID): void {
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
