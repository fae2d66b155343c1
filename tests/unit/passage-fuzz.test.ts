// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { moveBlockBy } from '../../app/d/[id]/editor/block-moves.ts'
import { passageAt } from '../../app/d/[id]/editor/passages/passage-places.ts'
import { lettersIn } from '../../app/d/[id]/editor/passages/passage-words.ts'
import { editOnce, Letters } from './editor-fuzz.ts'
import { block, documentOf, Hub, meet, Page } from './editor-people.ts'
import { Reader, Threads, withPassages } from './passage-people.ts'
import { seededRandom } from './random-editing.ts'

const SEED = Number(process.env.SEED ?? 20_261_124)
const STEPS = Number(process.env.STEPS ?? 2_000)
const THREADS = 40
const TYPING = Number(process.env.TYPING ?? 93)

/** Which letters belong to each thread: those that it began with, and what was typed between two of them. */
class Oracle {
  readonly inside = new Map<number, Set<string>>()
  readonly #seen = new Set<string>()

  begin(thread: number, words: string): void {
    this.inside.set(thread, new Set(words))
  }

  see(text: string): void {
    const fresh = [...text].map((letter) => !this.#seen.has(letter))
    for (let from = 0; from < text.length; from++) {
      if (!fresh[from]) continue
      let to = from
      while (fresh[to]) to++
      const [left, right] = [text[from - 1] ?? '', text[to] ?? '']
      for (const letters of this.inside.values()) {
        if (letters.has(left) && letters.has(right))
          for (const each of text.slice(from, to)) letters.add(each)
      }
      from = to
    }
    for (const letter of text) this.#seen.add(letter)
  }

  /** The letters of a thread as they stand in a text, in one place or in several. */
  alive(thread: number, text: string): { readonly letters: string; readonly isWhole: boolean } {
    const letters = [...text].filter((letter) => this.inside.get(thread)?.has(letter)).join('')
    return { letters, isWhole: text.includes(letters) }
  }
}

const textOf = ({ page }: Reader): string => page.editor.state.doc.textContent

test(`[O8] after 2,000 random edits by two people every passage holds its letters, seed ${SEED}`, () => {
  const generator = seededRandom(SEED)
  const random = (below: number): number => Math.floor(generator() * below)
  const letters = new Letters()
  const blocks = Array.from({ length: 24 }, (_, at) =>
    at % 6 === 5
      ? block('bulletList', [
          block('listItem', [block('paragraph', letters.next(30))]),
          block('listItem', [block('paragraph', letters.next(30))]),
        ])
      : block('paragraph', letters.next(40)),
  )
  const hub = new Hub(documentOf(...blocks))
  let clients = 0
  const open = (copy: Uint8Array): Page =>
    new Page(copy, 1_000 + 7919 * random(100_000) + clients++, withPassages)
  const threads = new Threads()
  const readers = [0, 1].map(() => new Reader(open(hub.log[0] as Uint8Array), threads))
  for (const { page } of readers) page.connect(hub)
  const oracle = new Oracle()
  const [first, second] = readers as [Reader, Reader]
  oracle.see(textOf(first))
  for (let thread = 1; thread <= THREADS; thread++) {
    const { state } = first.page.editor
    const from = random(state.doc.content.size - 60)
    const range = lettersIn(state.doc, from, from + 3 + random(thread % 5 === 0 ? 50 : 14))
    const passage = range === null ? null : passageAt(state, range)
    if (range === null || passage === null) continue
    threads.passages.set(thread, passage)
    oracle.begin(thread, state.doc.textBetween(range.from, range.to))
  }
  for (const reader of readers) reader.hear()

  for (let step = 0; step < STEPS; step++) {
    const reader = readers[random(2)] as Reader
    const dice = random(100)
    if (dice < 70) editOnce(reader.page, random, letters, TYPING)
    else if (dice < 74) moveBlockBy(reader.page.editor, random(2) === 0 ? 1 : -1)
    else if (dice < 79) reader.page.editor.commands.undo()
    else if (dice < 81) reader.page.editor.commands.redo()
    else if (dice < 95) reader.page.read(1 + random(6))
    else if (dice < 96) reader.page.drop()
    else if (dice < 97) reader.reload(open)
    else if (!reader.page.isConnected) reader.page.connect(hub)
    reader.keeper.settle()
    oracle.see(textOf(reader))
    if (random(3) === 0) for (const each of readers) each.hear()
  }
  meet(hub, first.page, second.page)
  for (const each of [...readers, ...readers]) {
    each.keeper.settle()
    each.keeper.look()
    each.hear()
  }
  const text = textOf(first)
  expect(textOf(second)).toBe(text)
  const tally = { right: 0, apart: 0, gone: 0, lost: 0, torn: 0 }
  for (const thread of threads.passages.keys()) {
    const { letters: alive, isWhole } = oracle.alive(thread, text)
    const inside = oracle.inside.get(thread)
    for (const reader of readers) {
      const words = reader.words(thread)
      if (words !== null) {
        // never the wrong words
        expect([thread, inside?.has(words.at(0) ?? ''), inside?.has(words.at(-1) ?? '')]).toEqual([
          thread,
          true,
          true,
        ])
      }
      if (words === null) tally[alive === '' ? 'gone' : isWhole ? 'lost' : 'torn']++
      else if (!isWhole) tally.apart++
      else {
        expect([thread, words]).toEqual([thread, alive])
        tally.right++
      }
    }
  }
  process.stdout.write(`${JSON.stringify(tally)}, ${threads.moves} passages were put right\n`)
  expect(tally.lost).toBe(0)
  for (const reader of readers) reader.close()
})
