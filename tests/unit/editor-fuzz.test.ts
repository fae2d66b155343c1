// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { editOnce, Letters } from './editor-fuzz.ts'
import { block, documentOf, Hub, meet, Page } from './editor-people.ts'
import { seededRandom } from './random-editing.ts'

const SEEDS = Number(process.env.SEEDS ?? 30)
const FIRST = Number(process.env.SEED ?? 1)
/** Of a hundred changes, the others are changes of structure. */
const TYPING = Number(process.env.TYPING ?? 75)
const PEOPLE = 4
const STEPS = 40

/** Four people edit one document with lost lines and reloads. Returns what is wrong in the end, and what they did. */
function run(seed: number, reloads: boolean): { problems: string[]; done: string[]; html: string } {
  const generator = seededRandom(seed)
  const random = (below: number): number => Math.floor(generator() * below)
  const letters = new Letters()
  const state = documentOf(
    block('heading', letters.next(16), { level: 1 }),
    block('paragraph', letters.next(24)),
    block('bulletList', [
      block('listItem', [block('paragraph', letters.next(16))]),
      block('listItem', [block('paragraph', letters.next(16))]),
    ]),
    block('codeBlock', letters.next(20)),
    block('paragraph', letters.next(20)),
  )
  const hub = new Hub(state)
  let clients = 0
  const open = (copy: Uint8Array): Page => new Page(copy, 1_000 + 7919 * random(100_000) + clients++)
  const pages = Array.from({ length: PEOPLE }, () => open(state))
  for (const page of pages) page.connect(hub)
  const done: string[] = []
  const note = (i: number, what: string): number => done.push(`${i}: ${what}`)
  for (let step = 0; step < STEPS; step++) {
    const i = random(PEOPLE)
    const page = pages[i] as Page
    const dice = random(100)
    if (dice < 65) {
      note(i, editOnce(page, random, letters, TYPING))
    } else if (dice < 88) {
      page.read(1 + random(4))
      note(i, 'read')
    } else if (dice < 92) {
      page.drop()
      note(i, 'drop')
    } else if (dice < (reloads ? 97 : 100)) {
      if (!page.isConnected) page.connect(hub)
      note(i, 'connect')
    } else {
      pages[i] = page.reload(open)
      note(i, 'reload')
    }
  }
  meet(hub, ...pages)
  const problems: string[] = []
  const [first] = pages as [Page]
  for (const page of pages) {
    if (page.html !== first.html) problems.push('pages differ')
    if (page.text.toString() !== first.text.toString()) problems.push('documents differ')
    page.editor.state.doc.check()
  }
  const said = first.editor.state.doc.textContent
  for (const letter of letters.typed) {
    const count = said.split(letter).length - 1
    if (count === 0 && !letters.deleted.has(letter)) problems.push(`lost ${letter}`)
    if (count > 1) problems.push(`doubled ${letter}`)
  }
  const { html } = first
  for (const page of pages) page.destroy()
  return { problems, done, html }
}

/** What went wrong of `SEEDS` runs, by seed. */
function failures(reloads: boolean, counts: (problem: string) => boolean): string[] {
  const failed: string[] = []
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const { problems, done, html } = run(seed, reloads)
    const counted = problems.filter(counts)
    const story = SEEDS === 1 ? `\n${done.join('\n')}\n${html}` : ''
    if (counted.length > 0) failed.push(`seed ${seed}: ${counted.join(', ')}${story}`)
  }
  return failed
}

const HOW = 'run one with SEEDS=1 SEED=…'

// Of a block that two people change at once both copies stay.
const counts = (problem: string): boolean => !problem.startsWith('doubled')

for (const reloads of [false, true]) {
  test(`[E20] four people who edit all kinds of blocks ${reloads ? 'and reload ' : ''}lose no letter`, {
    timeout: 120_000,
  }, () => {
    expect(failures(reloads, counts), HOW).toEqual([])
  })
}
