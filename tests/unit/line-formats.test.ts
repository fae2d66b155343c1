// @vitest-environment happy-dom
// @vitest-environment-options { "settings": { "disableCSSFileLoading": true, "handleDisabledFileLoadingAsSuccess": true } }

import { Fragment, type Mark, Slice } from '@tiptap/pm/model'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { type Format, formatChanges } from '../../app/d/[id]/editor/binding/line-formats.ts'
import { EditorPage } from './editor-page.ts'

afterEach(() => vi.restoreAllMocks())

const RUNS = 2_000

/** Words that are bold and plain in turn, as programs paste them that colour code. */
function alternating({ editor: { schema } }: EditorPage, count = RUNS): Fragment {
  const bold = schema.marks.bold?.create()
  if (bold === undefined) throw new Error('the schema has no bold')
  return Fragment.from(Array.from({ length: count }, (_, run) => schema.text('ab', run % 2 ? [bold] : [])))
}

/** How often an item of the document is looked at while `act` runs, beyond what showing the text takes. */
function itemsSeen(act: () => void): number {
  const seen = vi.spyOn(Y.Item.prototype, 'deleted', 'get')
  act()
  const count = seen.mock.calls.length
  seen.mockRestore()
  return count
}

function page(): EditorPage {
  const made = EditorPage.open('<p>x</p>')
  made.editor.view.dispatch(made.editor.state.tr.replaceSelection(new Slice(alternating(made), 0, 0)))
  return made
}

describe('[E20] text with very many formats', () => {
  test('is put in with a look at each item a few times, not at all for each', () => {
    const made = EditorPage.open('<p>x</p>')
    const slice = new Slice(alternating(made), 0, 0)
    const { view } = made.editor
    const seen = itemsSeen(() => view.dispatch(view.state.tr.replaceSelection(slice)))
    expect(seen).toBeLessThan(RUNS * 50)
    const other = EditorPage.apart(made)
    expect(other.html).toBe(made.html)
    expect(other.html.match(/<strong>/g)).toHaveLength(RUNS / 2)
    other.close()
    made.close()
  })

  test('is formatted as a whole with a look at each item a few times', () => {
    const made = page()
    const { editor } = made
    editor.commands.selectAll()
    const seen = itemsSeen(() => editor.commands.setMark('italic'))
    expect(seen).toBeLessThan(RUNS * 50)
    expect(itemsSeen(() => editor.commands.setMark('bold'))).toBeLessThan(RUNS * 100)
    expect(editor.getHTML().match(/<strong>/g)).toHaveLength(1)
    made.close()
  })

  test('is compared format by format, each once', () => {
    let reads = 0
    const bold = { type: { name: 'bold', excludes: () => true }, attrs: {} } as unknown as Mark
    const formats = (marks: readonly Mark[][]): Format[] =>
      Array.from({ length: RUNS }, (_, at) => ({
        get from() {
          reads += 1
          return at * 2
        },
        to: at * 2 + 2,
        marks: marks[at % marks.length] ?? [],
      }))
    const range = { from: 0, to: RUNS * 2 }
    const changes = formatChanges(formats([[], [bold]]), formats([[bold], []]), range, 0)
    expect(changes).toHaveLength(RUNS)
    expect(changes.slice(0, 2)).toEqual([
      { from: 0, to: 2, change: { bold: {} } },
      { from: 2, to: 4, change: { bold: null } },
    ])
    expect(reads).toBeLessThan(RUNS * 5)
  })
})
