import type { Extensions } from '@tiptap/core'
import { CaretFollows } from './caret-follows.ts'
import { Find } from './find.ts'
import { INSERT_MENU } from './insert-menu.ts'
import { MENTION_MENU, MentionNews } from './mentions/mention-menu.ts'
import { PromptFocus } from './prompt-focus.ts'
import { PromptSelection } from './prompt-selection.ts'
import { ShortcutKeymap } from './shortcut-keymap.ts'

/** What the menus and the keys need of the editor. None of it is part of the text. */
export const WAYS: Extensions = [
  PromptFocus,
  PromptSelection,
  CaretFollows,
  INSERT_MENU.extension,
  MENTION_MENU.extension,
  MentionNews,
  Find,
  ShortcutKeymap,
]
