import type { Editor } from '@tiptap/react'
import {
  Heading1,
  Heading2,
  Heading3,
  List,
  ListOrdered,
  type LucideIcon,
  Minus,
  Pilcrow,
  SquareCode,
  TextQuote,
} from 'lucide-react'
import type { BlockName } from './action-names.ts'
import { MORE_ACTIONS } from './blocks/more-actions.ts'
import { FILE_ACTIONS } from './files/file-actions.ts'
import { TABLE_BLOCKS } from './table-blocks.ts'

/** Groups of the menus, in their order. */
export const BLOCK_GROUPS = ['text', 'lists', 'blocks', 'media', 'inline'] as const

/** What a person can put into the text or make of a block: one entry of the menus that offer blocks. */
export interface BlockAction {
  /** Unique. What it is called, and the words that people look for it with, are in the catalogue under this name. */
  readonly name: BlockName
  readonly group: (typeof BLOCK_GROUPS)[number]
  /** What is typed at the start of a line for the same, where there is such a thing. */
  readonly typed?: string
  /** Keys for the same, `Mod+Alt+0`; whoever has a button in the toolbar has them there. */
  readonly keys?: string
  readonly icon: LucideIcon
  /** Turns the block at the selection into another kind and keeps its text, or inserts something at the caret. */
  readonly effect: 'turns' | 'inserts'
  readonly run: (editor: Editor) => void
  readonly isOn?: (editor: Editor) => boolean
}

const heading = (level: 1 | 2 | 3, icon: LucideIcon): BlockAction => ({
  name: `heading-${level}`,
  group: 'text',
  typed: '#'.repeat(level),
  icon,
  effect: 'turns',
  run: (editor) => editor.chain().focus().setHeading({ level }).run(),
  isOn: (editor) => editor.isActive('heading', { level }),
})

const TEXT_ACTIONS: readonly BlockAction[] = [
  {
    name: 'text',
    group: 'text',
    keys: 'Mod+Alt+0',
    icon: Pilcrow,
    effect: 'turns',
    run: (editor) => editor.chain().focus().clearNodes().run(),
    isOn: (editor) => editor.isActive('paragraph'),
  },
  heading(1, Heading1),
  heading(2, Heading2),
  heading(3, Heading3),
  {
    name: 'bullets',
    group: 'lists',
    typed: '-',
    icon: List,
    effect: 'turns',
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
    isOn: (editor) => editor.isActive('bulletList'),
  },
  {
    name: 'numbers',
    group: 'lists',
    typed: '1.',
    icon: ListOrdered,
    effect: 'turns',
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
    isOn: (editor) => editor.isActive('orderedList'),
  },
  {
    name: 'quote',
    group: 'text',
    typed: '>',
    icon: TextQuote,
    effect: 'turns',
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
    isOn: (editor) => editor.isActive('blockquote'),
  },
  {
    name: 'code-block',
    group: 'blocks',
    typed: '```',
    icon: SquareCode,
    effect: 'turns',
    run: (editor) => editor.chain().focus().toggleCodeBlock().run(),
    isOn: (editor) => editor.isActive('codeBlock'),
  },
  {
    name: 'divider',
    group: 'blocks',
    typed: '---',
    icon: Minus,
    effect: 'inserts',
    run: (editor) => editor.chain().focus().setHorizontalRule().run(),
  },
]

/** Everything that the menus offer. */
export const BLOCK_ACTIONS: readonly BlockAction[] = [
  ...TEXT_ACTIONS,
  ...FILE_ACTIONS,
  ...TABLE_BLOCKS,
  ...MORE_ACTIONS,
]
