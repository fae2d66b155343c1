import { Extension, type KeyboardShortcutCommand } from '@tiptap/core'
import { keymapName } from './shortcut-keys.ts'
import { SHORTCUTS } from './shortcuts.ts'

/** Binds the keys of the table that work in the text, before the kinds of block bind theirs. */
export const ShortcutKeymap = Extension.create({
  name: 'shortcutKeymap',
  priority: 900,
  addKeyboardShortcuts() {
    const bound: Record<string, KeyboardShortcutCommand> = {}
    for (const { keys, where, forReaders, run } of SHORTCUTS) {
      if (where !== 'text') continue
      for (const each of keys) {
        bound[keymapName(each)] = ({ editor }) => (editor.isEditable || forReaders === true) && run(editor)
      }
    }
    return bound
  },
})
