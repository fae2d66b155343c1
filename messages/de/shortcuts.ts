import type { Translation } from '../../lib/i18n/messages.ts'
import type { shortcuts as english } from '../en/shortcuts.ts'

export const shortcuts: Translation<typeof english> = {
  title: 'Tastenkürzel',
  all: 'Alle Tastenkürzel',
  or: 'oder',
  typed: 'Am Anfang einer Zeile getippt',
  allBlocks: 'Alle Blockarten',
  groups: {
    writing: 'Schreiben',
    formatting: 'Formatieren',
    blocks: 'Blöcke',
    around: 'Zurechtfinden',
  },
  keys: {
    Mod: 'Strg',
    Alt: 'Alt',
    Shift: 'Umschalt',
    Enter: 'Enter',
    Tab: 'Tab',
    Escape: 'Esc',
  },
}
