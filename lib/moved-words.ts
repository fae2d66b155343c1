import * as Y from 'yjs'
import { commonLetters } from './common-letters.ts'
import {
  deletedTexts,
  deleteLetter,
  idsOf,
  insertedTexts,
  isNew,
  itemAt,
  type Run,
  runsIn,
} from './letter-runs.ts'
import { HEALING, type PutBack, type Receipt } from './lost-words.ts'

/** How many letters are remembered. */
const MOST_LETTERS = 200_000
/** So many letters in common are no accident; fewer have to be a whole text. */
const TELLING = 4
/** Of what two texts could have in common, they must have so much. */
const ALIKE = 0.6

/** All that one letter has become: it was moved, perhaps by several people at once. */
type Family = Y.ID[]

/** Letters that were taken out of a text. */
interface Taken {
  readonly letters: string
  readonly ids: readonly Y.ID[]
  readonly text: Y.XmlText | null
}

const keyOf = ({ client, clock }: Y.ID): string => `${client}:${clock}`

const isBefore = (one: Y.ID, other: Y.ID): boolean =>
  one.client < other.client || (one.client === other.client && one.clock < other.clock)

/**
 * Knows which letters are the same, moved: written into one text in the step that took them out of another. Where two
 * people have moved the same letters at once, the page that has the higher client id takes its own back.
 */
export class MovedWords {
  readonly #families = new Map<string, Family>()
  /** What was taken away, as far as it is remembered, oldest first. */
  readonly #taken: Taken[] = []
  /** What was moved, and what went, in the last step of others. */
  readonly #touched = new Set<Family>()
  readonly #named = new Set<Family>()
  #size = 0

  /** A step that was made on this page. */
  note(transaction: Y.Transaction): void {
    const { deleteSet } = transaction
    if (deleteSet.clients.size === 0 || transaction.origin === HEALING) return
    const taken = runsIn(deletedTexts(transaction), (id) => Y.isDeleted(deleteSet, id))
    this.#relate(
      taken,
      writtenIn(transaction, () => true),
    )
  }

  /** What others have moved, wherever to. */
  learn(transaction: Y.Transaction, { own, named, letters: brought }: Receipt): void {
    this.#touched.clear()
    this.#named.clear()
    if (named.clients.size === 0) return
    const isNamed = (id: Y.ID): boolean => Y.isDeleted(named, id)
    // also what came too late for the block that it was moved into: its author puts it back
    const written = writtenIn(
      transaction,
      (id, { deleted }) => !own.has(id.client) && !(deleted && isNamed(id)),
    )
    written.push(...intoNothing(brought, transaction.doc))
    for (const { ids } of this.#taken) {
      for (const id of ids) {
        const family = isNamed(id) ? this.#families.get(keyOf(id)) : undefined
        if (family !== undefined) this.#named.add(family)
      }
    }
    if (written.length === 0) return
    const gone = runsIn(
      deletedTexts(transaction),
      (id) => isNamed(id) && Y.isDeleted(transaction.deleteSet, id) && !isNew(transaction, id),
    )
    const before = this.#taken.flatMap(({ letters, ids, text }) => {
      const places = ids.flatMap((id, i) => (isNamed(id) ? [i] : []))
      if (places.length === 0) return []
      return [
        { text, letters: places.map((i) => letters[i]).join(''), ids: places.map((i) => ids[i] as Y.ID) },
      ]
    })
    this.#relate([...gone, ...before], written)
  }

  /**
   * Whether a letter that went is there all the same, moved by somebody with a lower client id, who looks after it as
   * this page looks after its own.
   */
  isElsewhere(id: Y.ID, doc: Y.Doc): boolean {
    const family = this.#families.get(keyOf(id)) ?? []
    return family.some((one) => one.client < id.client && itemAt(doc, one)?.deleted === false)
  }

  /** What this page has put back is what was lost. */
  notePutBack(back: readonly PutBack[]): void {
    for (const { words, lost, made } of back) {
      this.#remember({ letters: words, ids: lost, text: null })
      this.#remember({ letters: words, ids: made, text: null })
      for (const [i, id] of made.entries()) {
        const before = lost[i]
        if (before === undefined) continue
        this.#touched.add(this.#join(before, id))
      }
    }
  }

  /** Takes back, of what was learned of last, what this page has to. */
  takeBack(doc: Y.Doc, own: ReadonlySet<number>): void {
    // others may have taken back theirs already: only of two that are both this page's one can go without asking
    const twice = [...this.#named].flatMap((family) =>
      inTheWay(
        family.filter(({ client }) => own.has(client)),
        own,
        doc,
      ),
    )
    const doomed = [...[...this.#touched].flatMap((family) => inTheWay(family, own, doc)), ...twice]
    this.#touched.clear()
    this.#named.clear()
    if (doomed.length === 0) return
    doc.transact(() => {
      for (const id of doomed) deleteLetter(doc, id)
    }, HEALING)
  }

  /** Finds what of `written` was taken from elsewhere. */
  #relate(taken: readonly Taken[], written: readonly Run[]): void {
    const known = new Set<Taken>()
    for (const to of written) {
      for (const from of taken) {
        if (from.text !== null && from.text === to.text) continue
        const pairs = pairsOf(from, to)
        if (pairs.length === 0) continue
        for (const [i, j] of pairs) this.#touched.add(this.#join(from.ids[i] as Y.ID, to.ids[j] as Y.ID))
        known.add(from)
        // who takes them from there will name them so
        this.#remember(
          partOf(
            to,
            pairs.map(([, j]) => j),
          ),
        )
      }
    }
    for (const from of known) this.#remember(from)
  }

  #join(before: Y.ID, id: Y.ID): Family {
    const [was, is] = [this.#families.get(keyOf(before)), this.#families.get(keyOf(id))]
    const family = was ?? is ?? []
    for (const one of [before, id, ...(was !== undefined && is !== undefined && was !== is ? is : [])]) {
      if (this.#families.get(keyOf(one)) === family) continue
      family.push(one)
      this.#families.set(keyOf(one), family)
    }
    return family
  }

  #remember(taken: Taken): void {
    if (this.#taken.includes(taken)) return
    this.#taken.push({ ...taken, text: null })
    this.#size += taken.letters.length
    while (this.#size > MOST_LETTERS) {
      const oldest = this.#taken.shift()
      for (const id of oldest?.ids ?? []) this.#families.delete(keyOf(id))
      this.#size -= oldest?.letters.length ?? this.#size
    }
  }
}

const writtenIn = (transaction: Y.Transaction, counts: (id: Y.ID, item: Y.Item) => boolean): Run[] =>
  runsIn(insertedTexts(transaction), (id, item) => isNew(transaction, id) && counts(id, item))

/** Letters that came into something of which Yjs has nothing left. */
function intoNothing(brought: Receipt['letters'], doc: Y.Doc): Run[] {
  return brought.flatMap(({ id, letters }) => {
    const item = itemAt(doc, id)
    const isThere = item !== null && item.content instanceof Y.ContentString
    return isThere ? [] : [{ text: null, letters, ids: idsOf(id, letters.length) }]
  })
}

const partOf = ({ letters, ids, text }: Taken, places: readonly number[]): Taken => ({
  text,
  letters: places.map((i) => letters[i]).join(''),
  ids: places.map((i) => ids[i] as Y.ID),
})

/** Which letters are the same, when one text tells that it was made of the other. */
function pairsOf(from: Taken, to: Run): readonly (readonly [number, number])[] {
  const shorter = Math.min(from.letters.length, to.letters.length)
  const pairs = commonLetters(from.letters, to.letters)
  if (pairs.length < ALIKE * shorter) return []
  const isWhole =
    pairs.length === shorter && (from.letters === to.letters || to.text?.length === to.letters.length)
  return pairs.length >= TELLING || isWhole || pairs.length === from.letters.length ? pairs : []
}

/** Those of a letter's family that this page has to take away: one stays, that of the lowest client id. */
function inTheWay(family: Family, own: ReadonlySet<number>, doc: Y.Doc): Y.ID[] {
  const there = family.filter((id) => itemAt(doc, id)?.deleted === false)
  const [first, ...others] = there
  if (first === undefined) return []
  const stays = others.reduce((one, other) => (isBefore(other, one) ? other : one), first)
  return there.filter((id) => id !== stays && own.has(id.client))
}
