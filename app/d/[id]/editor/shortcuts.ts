import type { Editor } from '@tiptap/react'
import { toggleTalk } from '../talk/talk-open.ts'
import type { ActionName } from './action-names.ts'
import { BLOCK_ACTIONS } from './block-actions.ts'
import { duplicateBlock, moveBlockBy } from './block-moves.ts'
import { foundIn, goToMatch } from './find.ts'
import { TOOLBAR } from './toolbar-actions.ts'

/** What opens over the text when its keys are pressed, or a button asks for it. */
export type Panel = 'link' | 'find' | 'shortcuts' | 'block-menu'

/** What the text asks of the comments beside it. */
export type CommentAsk = 'comment' | 'suggestion' | 'next' | 'previous'

declare module '@tiptap/core' {
  interface EditorEvents {
    openPanel: { readonly panel: Panel }
    comment: { readonly kind: CommentAsk }
  }
}

export const SHORTCUT_GROUPS = ['writing', 'formatting', 'blocks', 'around'] as const

export interface Shortcut {
  readonly name: ActionName
  readonly group: (typeof SHORTCUT_GROUPS)[number]
  /** The first is what is shown; each of them works. `Mod` is Command on a Mac and Control elsewhere. */
  readonly keys: readonly [string, ...string[]]
  /** Works while the text has the focus, or everywhere on the page. */
  readonly where: 'text' | 'page'
  /** Readers have it too. */
  readonly forReaders?: boolean
  /** False leaves the keys to whoever else wants them. */
  readonly run: (editor: Editor) => boolean
}

const open = (panel: Panel) => (editor: Editor) => {
  editor.emit('openPanel', { panel })
  return true
}

const always = (run: (editor: Editor) => unknown) => (editor: Editor) => {
  run(editor)
  return true
}

/** Items of lists of either kind; an editor without tasks has no such item. */
const ITEMS = ['listItem', 'taskItem'] as const

const ask = (kind: CommentAsk) => (editor: Editor) => {
  editor.emit('comment', { kind })
  return true
}

const moveItem = (command: 'sinkListItem' | 'liftListItem') => (editor: Editor) =>
  ITEMS.some((item) => editor.schema.nodes[item] !== undefined && editor.commands[command](item))

/** While nothing is looked for, the keys are the browser's. */
const toMatch = (step: 1 | -1) => (editor: Editor) => {
  if (foundIn(editor.state) === null) return false
  goToMatch(editor, step)
  return true
}

/** The toolbar at the selection while there is one, else the one above the text. */
function focusToolbar(): boolean {
  for (const bar of ['.selection-toolbar', '.document-toolbar']) {
    const button = document.querySelector<HTMLElement>(`${bar} [tabindex="0"]`)
    if (button === null) continue
    button.focus()
    return true
  }
  return false
}

const blockNames: ReadonlySet<string> = new Set(BLOCK_ACTIONS.map(({ name }) => name))

const groupOf = (name: string): Shortcut['group'] => {
  if (name === 'undo' || name === 'redo') return 'writing'
  return blockNames.has(name) ? 'blocks' : 'formatting'
}

const OF_TOOLBAR: readonly Shortcut[] = TOOLBAR.flat().map(({ name, keys, run }) => ({
  name,
  group: groupOf(name),
  keys: name === 'redo' ? [keys, 'Mod+Y'] : [keys],
  where: 'text',
  run: always(run),
}))

const inToolbar: ReadonlySet<string> = new Set(OF_TOOLBAR.map(({ name }) => name))

const OF_BLOCKS: readonly Shortcut[] = BLOCK_ACTIONS.flatMap(({ name, keys, run }) =>
  keys === undefined || inToolbar.has(name)
    ? []
    : [{ name, group: 'blocks', keys: [keys], where: 'text', run: always(run) }],
)

const OTHERS: readonly Shortcut[] = [
  {
    name: 'underline',
    group: 'formatting',
    keys: ['Mod+U'],
    where: 'text',
    run: (editor) => editor.chain().focus().toggleUnderline().run(),
  },
  { name: 'link', group: 'formatting', keys: ['Mod+K'], where: 'text', run: open('link') },
  {
    name: 'clear',
    group: 'formatting',
    keys: ['Mod+\\'],
    where: 'text',
    run: (editor) => editor.chain().focus().unsetAllMarks().run(),
  },
  {
    name: 'line-break',
    group: 'writing',
    keys: ['Shift+Enter'],
    where: 'text',
    run: (editor) => editor.commands.setHardBreak(),
  },
  {
    name: 'indent',
    group: 'writing',
    keys: ['Tab'],
    where: 'text',
    run: moveItem('sinkListItem'),
  },
  {
    name: 'outdent',
    group: 'writing',
    keys: ['Shift+Tab'],
    where: 'text',
    run: moveItem('liftListItem'),
  },
  {
    name: 'move-up',
    group: 'blocks',
    keys: ['Mod+Shift+ArrowUp'],
    where: 'text',
    run: (editor) => moveBlockBy(editor, -1),
  },
  {
    name: 'move-down',
    group: 'blocks',
    keys: ['Mod+Shift+ArrowDown'],
    where: 'text',
    run: (editor) => moveBlockBy(editor, 1),
  },
  {
    name: 'duplicate',
    group: 'blocks',
    keys: ['Mod+D'],
    where: 'text',
    run: (editor) => duplicateBlock(editor),
  },
  {
    name: 'block-menu',
    group: 'blocks',
    keys: ['Mod+.'],
    where: 'text',
    run: open('block-menu'),
  },
  {
    name: 'find',
    group: 'around',
    keys: ['Mod+F'],
    where: 'page',
    forReaders: true,
    run: open('find'),
  },
  {
    name: 'find-next',
    group: 'around',
    keys: ['F3', 'Mod+G'],
    where: 'page',
    forReaders: true,
    run: toMatch(1),
  },
  {
    name: 'find-previous',
    group: 'around',
    keys: ['Shift+F3', 'Mod+Shift+G'],
    where: 'page',
    forReaders: true,
    run: toMatch(-1),
  },
  {
    name: 'toolbar',
    group: 'around',
    keys: ['Alt+F10'],
    where: 'page',
    run: focusToolbar,
  },
  {
    name: 'shortcuts',
    group: 'around',
    keys: ['Mod+/', '?'],
    where: 'page',
    forReaders: true,
    run: open('shortcuts'),
  },
  {
    name: 'chat',
    group: 'around',
    keys: ['Mod+Shift+L'],
    where: 'page',
    forReaders: true,
    run: always(() => toggleTalk('chat')),
  },
  {
    name: 'comments',
    group: 'around',
    keys: ['Mod+Shift+K'],
    where: 'page',
    forReaders: true,
    run: always(() => toggleTalk('comments')),
  },
  {
    name: 'comment',
    group: 'around',
    keys: ['Mod+Alt+M'],
    where: 'page',
    forReaders: true,
    run: ask('comment'),
  },
  {
    name: 'suggest',
    group: 'around',
    keys: ['Mod+Alt+S'],
    where: 'page',
    forReaders: true,
    run: ask('suggestion'),
  },
  {
    name: 'comment-next',
    group: 'around',
    keys: ['Alt+PageDown'],
    where: 'page',
    forReaders: true,
    run: ask('next'),
  },
  {
    name: 'comment-previous',
    group: 'around',
    keys: ['Alt+PageUp'],
    where: 'page',
    forReaders: true,
    run: ask('previous'),
  },
]

/** Every key of the editor: what binds them, and what menus, tooltips and the cheat sheet show, is this table. */
export const SHORTCUTS: readonly Shortcut[] = [...OF_TOOLBAR, ...OF_BLOCKS, ...OTHERS]

const byName: ReadonlyMap<string, Shortcut> = new Map(SHORTCUTS.map((shortcut) => [shortcut.name, shortcut]))

/** The keys of an action of any menu; null when it has none. */
export const keysOf = (name: string): string | null => byName.get(name)?.keys[0] ?? null
