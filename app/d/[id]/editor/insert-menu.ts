import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import type { BlockAction } from './block-actions.ts'
import { findBlocks } from './block-search.ts'
import { type OpenMenu, TypedMenu } from './typed-menu.ts'

/** `/` at the start of a block or after a space offers what can be put into the text. */
export const INSERT_MENU = new TypedMenu<BlockAction>({
  name: 'insertMenu',
  sign: '/',
  opensAt: /(^|\s)$/,
  listId: 'insert-list',
  optionId: ({ name }) => `insert-${name}`,
  find: (query) => findBlocks(query),
  run: (editor, action) => action.run(editor),
})

export const insertMenuOf = (state: EditorState): OpenMenu<BlockAction> | null => INSERT_MENU.of(state)

/** Opens it without a slash, at the caret. */
export const openInsertMenu = (editor: Editor): void => INSERT_MENU.open(editor)

/** What the button of the toolbar does. */
export const toggleInsertMenu = (editor: Editor): void =>
  insertMenuOf(editor.state) === null ? openInsertMenu(editor) : INSERT_MENU.close(editor)

/** Takes away what was typed for the menu and does what was chosen. */
export const runInsert = (editor: Editor, action: BlockAction): void => INSERT_MENU.run(editor, action)
