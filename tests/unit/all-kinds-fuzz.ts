import type { Editor } from '@tiptap/core'
import { Slice } from '@tiptap/pm/model'
import { NodeSelection, Selection, TextSelection } from '@tiptap/pm/state'
import { CellSelection } from '@tiptap/pm/tables'
import { BLOCK_ACTIONS } from '../../app/d/[id]/editor/block-actions.ts'
import {
  deleteBlock,
  duplicateBlock,
  moveBlock,
  moveBlockBy,
  turnBlock,
} from '../../app/d/[id]/editor/block-moves.ts'
import { unitAround } from '../../app/d/[id]/editor/block-unit.ts'
import { setColor } from '../../app/d/[id]/editor/blocks/colors.ts'
import { insertNode } from '../../app/d/[id]/editor/blocks/insert-and-edit.ts'
import { elementAt } from '../../app/d/[id]/editor/document-place.ts'
import { COLUMN_MENU, ROW_MENU, runTableAction, TABLE_MENU } from '../../app/d/[id]/editor/table-actions.ts'
import { tableAround } from '../../app/d/[id]/editor/table-place.ts'
import { isSound } from '../../app/d/[id]/editor/table-shape.ts'
import { press, type } from './block-editor.ts'
import type { Letters } from './editor-fuzz.ts'
import type { Page } from './editor-people.ts'

/** A whole number below its argument. */
export type Random = (below: number) => number

interface Hand {
  readonly editor: Editor
  readonly page: Page
  readonly random: Random
  readonly letters: Letters
  readonly pick: <T>(values: readonly T[]) => T
}

/** Something that a person does where the caret is. */
interface Deed {
  readonly name: string
  /** How often, beside the others. */
  readonly weight: number
  readonly run: (hand: Hand) => unknown
}

const MARKS = ['bold', 'italic', 'strike', 'underline', 'code', 'highlight', 'textColor', 'link'] as const
const COLORS = ['red', 'green', 'blue', null] as const
const SIGNS = [
  '# ',
  '- ',
  '1. ',
  '[] ',
  '> ',
  '[!TIP] ',
  '>> ',
  '```ts ',
  '---',
  '[toc] ',
  '$x^2$ ',
  ':tada: ',
]
const KEYS = ['Enter', 'Backspace', 'Delete', 'Tab', 'Shift+Tab', 'Control+Enter', 'Shift+Enter'] as const

const FILE = 'b'.repeat(64)

/** What stands in a line or between blocks without text of its own, with what it says. */
const ATOMS: readonly (readonly [name: string, attributes: Readonly<Record<string, unknown>>])[] = [
  ['inlineMath', { latex: 'a+b' }],
  ['blockMath', { latex: '\\sum x' }],
  ['footnote', { text: 'a source' }],
  ['date', { day: '2026-11-23' }],
  ['embed', { src: 'https://vimeo.com/1' }],
  ['tableOfContents', {}],
  ['horizontalRule', {}],
  ['image', { file: FILE, alt: 'b' }],
  ['file', { file: FILE, name: 'b.txt', size: 3 }],
]

/** Attributes that fields and views change, by kind. */
const CHANGES: Readonly<Record<string, readonly (readonly [name: string, value: unknown])[]>> = {
  heading: [['level', 2]],
  taskItem: [
    ['checked', true],
    ['checked', false],
  ],
  callout: [
    ['kind', 'warning'],
    ['kind', 'info'],
  ],
  codeBlock: [
    ['language', 'python'],
    ['language', null],
  ],
  image: [
    ['width', 300],
    ['alt', 'other words'],
    ['caption', 'below'],
    ['align', 'left'],
  ],
  blockMath: [['latex', 'y']],
  inlineMath: [['latex', 'z']],
  footnote: [['text', 'another']],
  date: [['day', '2027-01-01']],
  tableCell: [['align', 'right']],
}

/** A place in the text, the selection put there. */
export function goSomewhere({ editor }: Page, random: Random): void {
  const { state, view } = editor
  const $pos = state.doc.resolve(random(state.doc.content.size + 1))
  view.dispatch(state.tr.setSelection(Selection.near($pos)))
}

function select({ editor, random }: Hand, most: number): void {
  const { state, view } = editor
  const { $from } = state.selection
  const $to = state.doc.resolve(Math.min(state.doc.content.size, $from.pos + random(most)))
  view.dispatch(state.tr.setSelection(TextSelection.between($from, $to)))
}

/** What a browser does with a letter to delete when the editor leaves it to it. */
function deleteLetter({ state, view }: Editor, side: -1 | 1): void {
  const { $from, empty } = state.selection
  if (!empty) {
    view.dispatch(state.tr.deleteSelection())
    return
  }
  const to = $from.parentOffset + side
  if ($from.parent.isTextblock && to >= 0 && to <= $from.parent.content.size)
    view.dispatch(
      state.tr.delete(Math.min($from.pos, $from.pos + side), Math.max($from.pos, $from.pos + side)),
    )
}

function pressKey(editor: Editor, keys: string): void {
  if (press(editor, keys)) return
  if (keys === 'Backspace' || keys === 'Delete') deleteLetter(editor, keys === 'Delete' ? 1 : -1)
}

/** Pastes what the clipboard has of one type. */
function paste(editor: Editor, mime: string, content: string): void {
  const clipboardData = {
    types: [mime],
    files: [],
    getData: (type: string) => (type === mime ? content : ''),
  }
  const event = Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData })
  editor.view.dom.dispatchEvent(event)
}

/** Plain text that is pasted: lines, a table of a spreadsheet, Markdown. */
const PASTED: readonly ((letters: Letters) => string)[] = [
  (letters) => `${letters.next(3)}\n\n${letters.next(3)}`,
  (letters) => `${letters.next(2)}\t${letters.next(2)}\n${letters.next(2)}\t${letters.next(2)}`,
  (letters) =>
    `# ${letters.next(3)}\n\n- ${letters.next(2)}\n- [ ] ${letters.next(2)}\n\n> ${letters.next(2)}\n`,
]

/** Selects some cells of the table around the caret. */
function selectCells({ editor, random }: Hand): void {
  const table = tableAround(editor.state.selection.$head)
  if (table === null || !isSound(table.node)) return
  const cells: number[] = []
  table.node.descendants((node, pos) => {
    const role: unknown = node.type.spec.tableRole
    if (role === 'cell' || role === 'header_cell') cells.push(table.pos + 1 + pos)
    return role === 'row'
  })
  const [anchor, head] = [cells[random(cells.length)], cells[random(cells.length)]]
  if (anchor === undefined || head === undefined) return
  editor.view.dispatch(editor.state.tr.setSelection(CellSelection.create(editor.state.doc, anchor, head)))
}

/** Puts the caret into a table, where there is one. */
function goToTable({ editor, random }: Hand): boolean {
  const tables: number[] = []
  editor.state.doc.descendants((node, pos) => {
    if (node.type.spec.tableRole === 'table') tables.push(pos)
  })
  const at = tables[random(tables.length)]
  const table = at === undefined ? null : editor.state.doc.nodeAt(at)
  if (at === undefined || table === null) return false
  const $pos = editor.state.doc.resolve(at + 1 + random(table.content.size))
  editor.view.dispatch(editor.state.tr.setSelection(Selection.near($pos)))
  return true
}

const TABLE_ACTIONS = [...TABLE_MENU, ...ROW_MENU, ...COLUMN_MENU].flat()

/** Menus that ask for a file of the device are left out: what they put in is among the atoms. */
const BLOCKS = BLOCK_ACTIONS.filter(({ group }) => group !== 'media')
const TURNS = BLOCKS.filter(({ effect }) => effect === 'turns')

const DEEDS: readonly Deed[] = [
  {
    name: 'type',
    weight: 60,
    run: ({ editor, letters, random }) => {
      if (editor.state.selection instanceof TextSelection) type(editor, letters.next(2 + random(5)))
    },
  },
  {
    name: 'type over',
    weight: 3,
    run: (hand) => {
      select(hand, 6)
      type(hand.editor, hand.letters.next(2))
    },
  },
  { name: 'key', weight: 24, run: ({ editor, pick }) => pressKey(editor, pick(KEYS)) },
  { name: 'sign', weight: 5, run: ({ editor, pick }) => type(editor, pick(SIGNS)) },
  {
    name: 'new line',
    weight: 6,
    run: ({ editor, letters, pick }) => {
      pressKey(editor, 'Enter')
      type(editor, `${pick(SIGNS)}${letters.next(3)}`)
    },
  },
  { name: 'turn', weight: 8, run: ({ editor, pick }) => pick(TURNS).run(editor) },
  {
    name: 'turn several',
    weight: 3,
    run: (hand) => {
      select(hand, 40)
      hand.pick(TURNS).run(hand.editor)
    },
  },
  {
    name: 'turn block',
    weight: 4,
    run: ({ editor, pick }) => {
      const unit = unitAround(editor.state, editor.state.selection.from)
      if (unit !== null) turnBlock(editor, unit, pick(TURNS))
    },
  },
  { name: 'insert', weight: 6, run: ({ editor, pick }) => pick(BLOCKS).run(editor) },
  { name: 'atom', weight: 6, run: ({ editor, pick }) => insertNode(editor, ...pick(ATOMS)) },
  {
    name: 'mark',
    weight: 6,
    run: (hand) => {
      select(hand, 10)
      const mark = hand.pick(MARKS)
      if (mark === 'highlight' || mark === 'textColor') setColor(hand.editor, mark, hand.pick(COLORS))
      else if (mark === 'link') hand.editor.commands.toggleLink({ href: 'https://example.org/' })
      else hand.editor.commands.toggleMark(mark)
    },
  },
  {
    name: 'attribute',
    weight: 8,
    run: ({ editor, pick }) => {
      const places: { pos: number; name: string }[] = []
      editor.state.doc.descendants((node, pos) => {
        if (CHANGES[node.type.name] !== undefined) places.push({ pos, name: node.type.name })
      })
      if (places.length === 0) return
      const { pos, name } = pick(places)
      const [attribute, value] = pick(CHANGES[name] ?? [])
      editor.view.dispatch(editor.state.tr.setNodeAttribute(pos, attribute, value))
    },
  },
  {
    name: 'table',
    weight: 12,
    run: (hand) => {
      if (!goToTable(hand)) return
      if (hand.random(2) === 0) selectCells(hand)
      runTableAction(hand.editor, hand.pick(TABLE_ACTIONS))
    },
  },
  {
    name: 'write in table',
    weight: 6,
    run: (hand) => {
      if (goToTable(hand)) type(hand.editor, hand.letters.next(2))
    },
  },
  {
    name: 'move by',
    weight: 5,
    run: ({ editor, random }) => moveBlockBy(editor, random(2) === 0 ? -1 : 1),
  },
  {
    name: 'drag',
    weight: 6,
    run: ({ editor, random }) => {
      const { state } = editor
      const [unit, other] = [state.selection.from, random(state.doc.content.size)].map((pos) =>
        unitAround(state, pos),
      )
      const element = unit == null ? null : elementAt(state, unit.pos)
      const anchor = other == null ? null : elementAt(state, other.pos)
      if (element !== null && anchor !== null)
        moveBlock(editor, element, { anchor, side: random(2) === 0 ? 'before' : 'after' })
    },
  },
  { name: 'duplicate', weight: 3, run: ({ editor }) => duplicateBlock(editor) },
  {
    name: 'delete block',
    weight: 3,
    run: ({ editor }) => {
      const unit = unitAround(editor.state, editor.state.selection.from)
      if (unit !== null) deleteBlock(editor, unit)
    },
  },
  {
    name: 'delete some',
    weight: 4,
    run: (hand) => {
      select(hand, 12)
      pressKey(hand.editor, 'Backspace')
    },
  },
  {
    name: 'copy',
    weight: 4,
    run: ({ editor, random }) => {
      const { doc, tr } = editor.state
      const from = random(doc.content.size)
      const slice = doc.slice(from, Math.min(doc.content.size, from + 1 + random(60)))
      editor.view.dispatch(tr.replaceSelection(new Slice(slice.content, slice.openStart, slice.openEnd)))
    },
  },
  {
    name: 'paste HTML',
    weight: 3,
    run: ({ editor, letters }) =>
      paste(
        editor,
        'text/html',
        `<h2>${letters.next(3)}</h2><ul><li>${letters.next(2)}</li><li>${letters.next(2)}</li></ul>` +
          `<table><tr><td>${letters.next(2)}</td><td>${letters.next(2)}</td></tr></table><p>${letters.next(3)}</p>`,
      ),
  },
  {
    name: 'paste text',
    weight: 3,
    run: ({ editor, letters, pick }) => paste(editor, 'text/plain', pick(PASTED)(letters)),
  },
  { name: 'undo', weight: 8, run: ({ editor }) => editor.commands.undo() },
  { name: 'redo', weight: 4, run: ({ editor }) => editor.commands.redo() },
  {
    name: 'select node',
    weight: 3,
    run: ({ editor, pick, random }) => {
      const { state, view } = editor
      const places: number[] = []
      state.doc.descendants((node, pos) => {
        if (node.isAtom && !node.isText) places.push(pos)
      })
      if (places.length === 0) return
      view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, pick(places))))
      if (random(2) === 0) pressKey(editor, 'Backspace')
    },
  },
]

const TOTAL = DEEDS.reduce((sum, { weight }) => sum + weight, 0)

function pickDeed(random: Random): Deed {
  let dice = random(TOTAL)
  for (const deed of DEEDS) {
    dice -= deed.weight
    if (dice < 0) return deed
  }
  throw new Error('The weights do not add up.')
}

/** How often each letter stands in the text. */
export function countLetters(words: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const letter of words) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return counts
}

/** One deed of one person, anywhere. Marks down of which letters it took one away. Returns its name. */
export function editAnywhere(page: Page, random: Random, letters: Letters): string {
  const before = countLetters(page.editor.state.doc.textContent)
  goSomewhere(page, random)
  const deed = pickDeed(random)
  const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T
  deed.run({ editor: page.editor, page, random, letters, pick })
  const after = countLetters(page.editor.state.doc.textContent)
  for (const [letter, count] of before) if ((after.get(letter) ?? 0) < count) letters.deleted.add(letter)
  return deed.name
}
