// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { editOnce, Letters } from './editor-fuzz.ts'
import { block, documentOf, Hub, meet, Page } from './editor-people.ts'
import { seededRandom } from './random-editing.ts'

const SEEDS = Number(process.env.SEEDS ?? 150)
const FIRST = Number(process.env.SEED ?? 1)
const PEOPLE = 4
const STEPS = 40

/** Four people edit one document with lost lines and reloads. Returns what is wrong in the end, and what they did. */
function run(seed: number, typing: number): { problems: string[]; done: string[]; html: string } {
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
      note(i, editOnce(page, random, letters, typing))
      if (process.env.TRACE) note(i, `   ${page.html}`)
    } else if (dice < 88) {
      page.read(1 + random(4))
      note(i, 'read')
      if (process.env.TRACE) note(i, `   ${page.html}`)
    } else if (dice < 92) {
      page.drop()
      note(i, 'drop')
    } else if (dice < (process.env.NORELOAD ? 100 : 97)) {
      if (!page.isConnected) page.connect(hub)
      note(i, 'connect')
      if (process.env.TRACE) note(i, `   ${page.html}`)
    } else {
      pages[i] = page.reload(open)
      note(i, 'reload')
    }
  }
  meet(hub, ...pages)
  if (process.env.TRACE) for (const [i, page] of pages.entries()) note(i, `   ${page.html}`)
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
  if (process.env.WHERE) {
    for (const letter of process.env.WHERE) {
      const found: string[] = []
      hub.log.forEach((update, n) => {
        const { structs, ds } = Y.decodeUpdate(update)
        for (const struct of structs) {
          const content = (struct as Y.Item).content
          if (content instanceof Y.ContentString && content.str.includes(letter)) {
            const id = Y.createID(struct.id.client, struct.id.clock + content.str.indexOf(letter))
            found.push(`${id.client}:${id.clock} in ${n}`)
            hub.log.forEach((other, m) => {
              if (Y.isDeleted(Y.mergeDeleteSets([Y.decodeUpdate(other).ds]), id))
                found.push(`   named in ${m} of ${hub.by[m]}`)
            })
          }
        }
        void ds
      })
      done.push(`${letter}: ${pages.map((page) => page.doc.clientID)}`, ...found)
    }
  }
  const { html } = first
  for (const page of pages) page.destroy()
  return { problems, done, html }
}

test('[E20] four people who edit all kinds of blocks, with lost lines and reloads, lose and double no letter', {
  timeout: 120_000,
}, () => {
  const failed: string[] = []
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const { problems, done, html } = run(seed, Number(process.env.TYPING ?? 35))
    if (problems.length > 0)
      failed.push(`seed ${seed}: ${problems.join(', ')}${SEEDS === 1 ? `\n${done.join('\n')}\n${html}` : ''}`)
  }
  expect(failed, 'run one with SEEDS=1 SEED=…').toEqual([])
})
