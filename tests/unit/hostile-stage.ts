import { expect } from 'vitest'
import type * as Y from 'yjs'
import { documentMarkdown } from '../../lib/document-text.ts'
import { documentTitle } from '../../lib/document-title.ts'
import { filesIn } from '../../lib/file-text.ts'
import { largeParts } from '../../lib/large-parts.ts'
import { documentTitle as storedTitle } from '../../server/workers/document-title.ts'
import { harmIn } from '../harm.ts'
import { HOSTILE_ATTRIBUTES } from '../hostile-content.ts'
import { type OpenEditor, openEditor, type as typeWords } from './block-editor.ts'
import { element, paragraph, written } from './raw-blocks.ts'
import { wholeContent } from './whole-content.ts'

export type Values = Readonly<Record<string, unknown>>

const AROUND: Readonly<Record<string, readonly string[]>> = {
  listItem: ['bulletList'],
  taskItem: ['taskList'],
  tableRow: ['table'],
  tableCell: ['table', 'tableRow'],
  tableHeader: ['table', 'tableRow'],
}

export const allAt = (names: readonly string[], value: unknown): Values =>
  Object.fromEntries(names.map((name) => [name, value]))

/** Yjs itself writes no value that names a constructor of its own. */
export const isUnwritable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'constructor')

/** Documents of a hostile client on the page's editor. */
export class HostileStage {
  readonly #open: OpenEditor[] = []
  readonly #blank = openEditor()
  readonly schema = this.#blank.editor.schema
  readonly nodes = Object.values(this.schema.nodes)
    .map(({ name }) => name)
    .filter((name) => name !== 'doc' && name !== 'text')
  readonly marks = Object.keys(this.schema.marks)

  close(): void {
    for (const page of this.#open.splice(0)) page.close()
  }

  dispose(): void {
    this.close()
    this.#blank.close()
  }

  open(doc: Y.Doc, canEdit = true): OpenEditor {
    const page = openEditor(doc, { canEdit })
    this.#open.push(page)
    return page
  }

  attributesOf(name: string): readonly string[] {
    return Object.keys(this.schema.nodes[name]?.spec.attrs ?? {})
  }

  /** A block of a kind with these attributes where that kind may stand, with what it asks for in it. */
  block(name: string, attributes: Values): Y.XmlElement {
    const block = this.#filled(name, attributes)
    if (this.schema.nodes[name]?.isInline === true) return element('paragraph', {}, 'before', block, 'after')
    return (AROUND[name] ?? []).reduceRight((inner, outer) => element(outer, {}, inner), block)
  }

  /** The same with every attribute of the kind, and those that no kind has, set to `value`. */
  blockFullOf(name: string, value: unknown): Y.XmlElement {
    return this.block(name, allAt([...this.attributesOf(name), ...HOSTILE_ATTRIBUTES], value))
  }

  /** A person opens it: nothing runs, nothing is written, and whoever goes on below changes nothing of it. */
  expectHarmless(doc: Y.Doc, canEdit = true): OpenEditor {
    const before = wholeContent(doc)
    const page = this.open(doc, canEdit)
    expectAllHarmless(page)
    expect(page.written()).toBe(0)
    expect(wholeContent(doc)).toBe(before)
    if (!canEdit) return page
    page.editor.commands.setTextSelection(page.editor.state.doc.content.size - 1)
    typeWords(page.editor, '!')
    expect(wholeContent(doc)).toBe(before.replace(LAST, `${LAST}!`))
    return page
  }

  #filled(name: string, attributes: Values): Y.XmlElement {
    const type = this.schema.nodes[name]
    if (type === undefined || type.isLeaf) return element(name, attributes)
    if (type.isTextblock) return element(name, attributes, 'words')
    const inner = type.contentMatch.defaultType
    return inner === null
      ? element(name, attributes)
      : element(name, attributes, this.#filled(inner.name, {}))
  }
}

const LAST = 'the last line'

/** A title, these blocks, and a line below them. */
export const documentOf = (blocks: readonly Y.XmlElement[]): Y.Doc =>
  written(element('heading', { level: 1 }, 'Title'), ...blocks, paragraph(LAST))

/** All that is made of a document, on a page and off it. */
export function expectAllHarmless({ editor, doc }: OpenEditor): void {
  const { dom } = editor.view
  const whole = editor.state.doc.slice(0, editor.state.doc.content.size)
  const { dom: copied } = editor.view.serializeForClipboard(whole)
  const rendered = new DOMParser().parseFromString(editor.getHTML(), 'text/html').body
  for (const made of [dom, copied, rendered]) expect(harmIn(made as ParentNode)).toEqual([])
  expect(dom.textContent).toContain(LAST)
  const markdown = documentMarkdown(doc)
  expect(markdown).toContain(LAST)
  expect(markdown).not.toMatch(/\]\(\s*(?!https?:|mailto:|\/api\/documents\/)/i)
  expect([documentTitle(doc), storedTitle(doc)]).toEqual([expect.any(String), expect.any(String)])
  expect(filesIn(doc)).toEqual([])
  expect(largeParts(doc).total).toBeGreaterThan(0)
}
