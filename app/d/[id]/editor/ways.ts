import type { Extensions } from '@tiptap/core'
import { CaretFollows } from './caret-follows.ts'
import { Find } from './find.ts'
import { InsertMenuKeys } from './insert-menu.ts'
import { PromptSelection } from './prompt-selection.ts'
import { ShortcutKeymap } from './shortcut-keymap.ts'

/** What the menus and the keys need of the editor. None of it is part of the text. */
export const WAYS: Extensions = [PromptSelection, CaretFollows, InsertMenuKeys, Find, ShortcutKeymap]
