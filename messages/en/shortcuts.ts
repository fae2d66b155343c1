export const shortcuts = {
  title: 'Keyboard shortcuts',
  all: 'All shortcuts',
  or: 'or',
  typed: 'Typed at the start of a line',
  allBlocks: 'All kinds of block',
  groups: {
    writing: 'Writing',
    formatting: 'Formatting',
    blocks: 'Blocks',
    around: 'Getting around',
  },
  /** What stands on the keys; a Mac has signs for them. */
  keys: {
    Mod: 'Ctrl',
    Alt: 'Alt',
    Shift: 'Shift',
    Enter: 'Enter',
    Tab: 'Tab',
    Escape: 'Esc',
  },
} as const
