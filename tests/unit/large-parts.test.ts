import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { isFull } from '../../app/d/[id]/editor/cap-guard.ts'
import { deletionsUpdate } from '../../lib/deletions-update.ts'
import { TEXT_ROOT } from '../../lib/document-roots.ts'
import { largeParts } from '../../lib/large-parts.ts'

function block(name: string, text: string, level?: number): Y.XmlElement {
  const element = new Y.XmlElement(name)
  element.insert(0, [new Y.XmlText(text)])
  if (level !== undefined) element.setAttribute('level', level as never)
  return element
}

function written(): Y.Doc {
  const doc = new Y.Doc()
  doc
    .getXmlFragment(TEXT_ROOT)
    .insert(0, [
      block('heading', 'Title', 1),
      block('paragraph', 'p'.repeat(500)),
      block('heading', 'Small', 2),
      block('paragraph', 'ü'.repeat(100)),
      block('heading', 'Large', 2),
      block('codeBlock', 'c'.repeat(9_000)),
      block('paragraph', 'q'.repeat(3_000)),
    ])
  return doc
}

test('[T11] the largest blocks come first, with their octets', () => {
  const { blocks, total, rest } = largeParts(written())
  expect(blocks.map(({ kind }) => kind).slice(0, 3)).toEqual(['codeBlock', 'paragraph', 'paragraph'])
  expect(blocks[0]?.octets).toBeGreaterThanOrEqual(9_000)
  expect(blocks[0]?.octets).toBeLessThan(9_100)
  expect(total).toBeGreaterThan(12_700)
  expect(rest).toBeLessThan(100)
})

test('[T11] a section is a heading with what is below it; the title is none', () => {
  const { sections } = largeParts(written())
  expect(sections.map(({ label, elements }) => [label, elements.length])).toEqual([['Large', 3]])
  expect(sections[0]?.octets).toBeGreaterThan(12_000)
})

test('[T11] what was deleted counts for no block', () => {
  const doc = written()
  doc.getXmlFragment(TEXT_ROOT).delete(5, 1)
  const { blocks, total } = largeParts(doc)
  expect(blocks[0]?.label.startsWith('q')).toBe(true)
  expect(total).toBeLessThan(5_000)
})

test('[T11] a document is full a little before the cap, so that a deletion has room for what it writes', () => {
  expect([isFull(989, 1_000), isFull(990, 1_000), isFull(2_000, 1_000)]).toEqual([false, true, true])
})

test('[T12] deletions go without what is new, and only of what the other knows', () => {
  const [here, server] = [written(), new Y.Doc()]
  Y.applyUpdate(server, Y.encodeStateAsUpdate(here))
  const known = Y.decodeStateVector(Y.encodeStateVector(server))
  const fragment = here.getXmlFragment(TEXT_ROOT)
  fragment.insert(7, [block('paragraph', 'refused')])
  fragment.delete(5, 1)
  fragment.delete(6, 1)
  const update = deletionsUpdate(here, known)
  expect(Y.decodeUpdate(update).structs).toEqual([])
  for (const ranges of Y.decodeUpdate(update).ds.clients.values()) {
    for (const { clock, len } of ranges) expect(clock + len).toBeLessThanOrEqual([...known.values()][0] ?? 0)
  }
  Y.applyUpdate(server, update)
  expect(server.getXmlFragment(TEXT_ROOT).length).toBe(6)
  Y.applyUpdate(server, Y.encodeStateAsUpdate(here))
  expect(server.getXmlFragment(TEXT_ROOT).toString()).toBe(fragment.toString())
})
