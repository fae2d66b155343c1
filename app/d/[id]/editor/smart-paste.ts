import { Extension } from '@tiptap/core'
import { DOMParser, Fragment, type Node, type ResolvedPos, type Schema, Slice } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { pageWords } from '../../../i18n/page-words.ts'
import { part } from '../../../ui/part.ts'
import { beginsWithHeads, delimitedRows } from './delimited-text.ts'
import type { MarkdownBlocks } from './markdown-html.ts'
import { looksLikeMarkdown } from './markdown-signs.ts'
import { isBareText, readableHtml } from './pasted-html.ts'
import { depthOf, soundSlice } from './sound-slice.ts'
import { tableAround } from './table-place.ts'

export interface SmartPasteOptions {
  readonly onProblem: (words: string) => void
}

/** Types within each other that the server takes, less what the text around the caret may need. */
const DEEPEST = 80

/** How long a page of HTML may be to be looked at before it is parsed, in UTF-16 code units. */
const LONGEST_BARE_TEXT = 2_000_000

type Reader = typeof import('./markdown-html.ts').markdownHtml

/** Markdown is read by a part of the page that comes late. */
const reader = part(async () => (await import('./markdown-html.ts')).markdownHtml, 'last')

/** Fetches the reader unless it is here. */
export const loadMarkdown = (): Promise<void> => reader.fetch()

const hasTasks = ({ nodes }: Schema): boolean => nodes.taskList !== undefined && nodes.taskItem !== undefined

const blocksOf = (schema: Schema): MarkdownBlocks => ({
  hasTasks: hasTasks(schema),
  hasCallouts: schema.nodes.callout !== undefined,
})

const sliceOfHtml = (html: string, schema: Schema, context: ResolvedPos): Slice => {
  const { body } = new globalThis.DOMParser().parseFromString(html, 'text/html')
  return DOMParser.fromSchema(schema).parseSlice(body, { context })
}

/** Null when it cannot be read: then it stays text. */
function readMarkdown(read: Reader, text: string, schema: Schema, context: ResolvedPos): Slice | null {
  try {
    return sliceOfHtml(read(text, blocksOf(schema)), schema, context)
  } catch (error) {
    // quotes within quotes within quotes, deeper than the stack
    if (error instanceof RangeError) return null
    throw error
  }
}

function tableOfRows(rows: readonly (readonly string[])[], schema: Schema, isInTable: boolean): Node | null {
  const { table, tableRow, tableCell, tableHeader, paragraph } = schema.nodes
  if (table === undefined || tableRow === undefined || tableCell === undefined || paragraph === undefined)
    return null
  const hasHeads = !isInTable && beginsWithHeads(rows)
  const cell = (text: string, row: number): Node => {
    const lines = text
      .split('\n')
      .map((line) => paragraph.create(null, line === '' ? null : schema.text(line)))
    return (hasHeads && row === 0 ? (tableHeader ?? tableCell) : tableCell).create(null, lines)
  }
  return table.create(
    null,
    rows.map((fields, row) =>
      tableRow.create(
        null,
        fields.map((field) => cell(field, row)),
      ),
    ),
  )
}

/** Puts a slice in without the rules that would make bold of **bold**. */
function pastePlain(view: EditorView, slice: Slice): void {
  const { tr } = view.state
  view.dispatch(tr.replaceSelection(slice).scrollIntoView().setMeta('preventAutolink', true))
}

/** Pastes text as Markdown, past the same guards as any paste. False when it cannot be read as such. */
function pasteMarkdown(view: EditorView, event: ClipboardEvent, read: Reader, text: string): boolean {
  const { schema, selection } = view.state
  const parsed = readMarkdown(read, text, schema, selection.$from)
  if (parsed === null) return false
  const slice = soundSlice(parsed)
  if (view.someProp('handlePaste', (handle) => handle(view, event, slice))) return true
  view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true))
  return true
}

/**
 * Makes blocks of what other programs put on the clipboard: Markdown, tables of spreadsheets, documents of word
 * processors. What is pasted as plain text (Ctrl+Shift+V) stays as it is. Runs behind the guard of the size.
 */
export const SmartPaste = Extension.create<SmartPasteOptions>({
  name: 'smartPaste',
  priority: 1_500,
  addOptions: () => ({ onProblem: () => undefined }),
  addProseMirrorPlugins() {
    const { onProblem } = this.options
    /** How the text of this paste is to be read, noted by the parser for the handler that comes after it. */
    let paste: { readonly kind: 'usual' | 'plain' } | { readonly kind: 'later'; readonly text: string } = {
      kind: 'usual',
    }
    const parseText = (
      text: string,
      context: ResolvedPos,
      plain: boolean,
      { state }: EditorView,
    ): Slice | null => {
      paste = { kind: plain ? 'plain' : 'usual' }
      if (plain) return null
      const isInTable = tableAround(context) !== null
      const rows = delimitedRows(text, isInTable)
      const table = rows === null ? null : tableOfRows(rows, state.schema, isInTable)
      if (table !== null) return new Slice(Fragment.from(table), 0, 0)
      if (!looksLikeMarkdown(text)) return null
      const read = reader.now()
      if (read !== null) return readMarkdown(read, text, state.schema, context)
      paste = { kind: 'later', text }
      return null
    }
    return [
      new Plugin({
        key: new PluginKey('smartPaste'),
        props: {
          handleDOMEvents: {
            // Who holds Control or Command down may be about to paste: what reads Markdown is there in time.
            keydown: (_view, { ctrlKey, metaKey }) => {
              if (ctrlKey || metaKey) void loadMarkdown()
              return false
            },
            // A browser that shows a file, and some editors, copy Markdown as preformatted HTML.
            paste: (view, event) => {
              const html = event.clipboardData?.getData('text/html') ?? ''
              const text = event.clipboardData?.getData('text/plain') ?? ''
              if (html === '' || html.length > LONGEST_BARE_TEXT || !looksLikeMarkdown(text)) return false
              if (view.state.selection.$head.parent.type.spec.code === true) return false
              const mode = event.clipboardData?.getData('vscode-editor-data') ?? ''
              if (!mode.includes('"markdown"') && !isBareText(html)) return false
              const read = reader.now()
              if (read !== null && !pasteMarkdown(view, event, read, text)) return false
              if (read === null) {
                void loadMarkdown().then(() => {
                  const late = reader.now()
                  // offline, and never loaded: as the HTML says
                  if (late === null || !pasteMarkdown(view, event, late, text)) view.pasteHTML(html, event)
                })
              }
              event.preventDefault()
              return true
            },
          },
          transformPastedHTML: (html, { state }) => {
            paste = { kind: 'usual' }
            return readableHtml(html, hasTasks(state.schema))
          },
          // null leaves it to the editor: its type does not say so
          clipboardTextParser: parseText as (...args: Parameters<typeof parseText>) => Slice,
          transformPasted: soundSlice,
          handlePaste: (view, event, slice) => {
            const now = paste
            paste = { kind: 'usual' }
            if (depthOf(slice.content) > DEEPEST) {
              onProblem(pageWords()('editor.paste.tooDeep'))
              return true
            }
            if (now.kind === 'plain') pastePlain(view, slice)
            if (now.kind === 'later') {
              void loadMarkdown().then(() => {
                const read = reader.now()
                // offline, and never loaded: as text
                if (read === null || !pasteMarkdown(view, event, read, now.text)) pastePlain(view, slice)
              })
            }
            return now.kind !== 'usual'
          },
        },
      }),
    ]
  },
})
