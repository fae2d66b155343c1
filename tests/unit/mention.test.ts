import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { documentMarkdown } from '../../lib/document-text.ts'
import { type Mention, mentionOf, mentionsIn, mentionWords } from '../../lib/mention.ts'
import { element, written } from './raw-blocks.ts'

const ADA: Mention = { kind: 'person', id: 'user_1', label: 'Ada' }
const PLAN: Mention = { kind: 'document', id: 'q'.repeat(26), label: 'Plan [2027]' }

const chip = (attributes: object): Y.XmlElement => element('mention', { ...attributes })
const textOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment('default')

test('[N1] whoever reads the document finds its mentions, in their order, wherever they stand', () => {
  const doc = written(
    element('paragraph', {}, 'with ', chip(ADA), ' and ', chip(PLAN)),
    element(
      'table',
      {},
      element('tableRow', {}, element('tableCell', {}, element('paragraph', {}, chip(ADA)))),
    ),
  )
  expect([...mentionsIn(textOf(doc))]).toEqual([ADA, PLAN, ADA])
})

test('[N2, SEC 22] what names nobody is no mention', () => {
  const odd = [
    null,
    1,
    '',
    'a b',
    '../x',
    'x'.repeat(65),
    ['user_1'],
    { toString: () => 'user_1' },
    '"><img>',
  ]
  for (const id of odd) {
    expect(mentionOf({ kind: 'person', id, label: 'Ada' }), String(id)).toBeNull()
    expect(mentionOf({ kind: 'document', id, label: 'Ada' }), String(id)).toBeNull()
  }
  expect(mentionOf({ ...ADA, kind: 'group' })).toBeNull()
  expect(mentionOf({ ...PLAN, id: PLAN.id.toUpperCase() })).toBeNull()
  const doc = written(element('paragraph', {}, chip({ kind: ['person'], id: {} }), chip(ADA)))
  expect([...mentionsIn(textOf(doc))]).toEqual([ADA])
})

test('[N2, SEC 25] a label is one line of bounded length that turns no text around it', () => {
  const label = `A\u202eda\n${'x'.repeat(500)}`
  expect(mentionOf({ ...ADA, label })?.label).toMatch(/^A da x{195}$/)
  expect(mentionWords({ kind: 'person', label: '\u2066\u2069' })).toBe('@…')
  expect(mentionWords({ kind: 'document', label: 7 })).toBe('…')
})

test('[N7, K9] as Markdown people are names, and documents links to their address', () => {
  const doc = written(
    element(
      'paragraph',
      {},
      chip(ADA),
      ' wrote ',
      chip(PLAN),
      ' with ',
      chip({ kind: 'group', label: 'us' }),
    ),
  )
  expect(documentMarkdown(doc)).toBe(`@Ada wrote [Plan \\[2027\\]](/d/${PLAN.id}) with us\n`)
})
