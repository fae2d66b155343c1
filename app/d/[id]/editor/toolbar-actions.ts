import type { Editor } from '@tiptap/react'
import {
  Bold,
  Code,
  Heading1,
  Heading2,
  Heading3,
  Italic,
  List,
  ListOrdered,
  ListTodo,
  type LucideIcon,
  Redo2,
  SquareCode,
  Strikethrough,
  TextQuote,
  Undo2,
} from 'lucide-react'
import type { ActionName } from './action-names.ts'

export interface ToolbarAction {
  readonly name: ActionName
  /** Keys as TipTap writes them; `Mod` is Command on a Mac and Control elsewhere. */
  readonly keys: string
  readonly icon: LucideIcon
  readonly run: (editor: Editor) => void
  readonly isOn?: (editor: Editor) => boolean
  readonly isPossible?: (editor: Editor) => boolean
}

const heading = (level: 1 | 2 | 3, icon: LucideIcon): ToolbarAction => ({
  name: `heading-${level}`,
  keys: `Mod+Alt+${level}`,
  icon,
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
  isOn: (editor) => editor.isActive('heading', { level }),
})

/** The toolbar from left to right, in groups. */
export const TOOLBAR: readonly (readonly ToolbarAction[])[] = [
  [
    {
      name: 'undo',
      keys: 'Mod+Z',
      icon: Undo2,
      run: (editor) => editor.chain().focus().undo().run(),
      isPossible: (editor) => editor.can().undo(),
    },
    {
      name: 'redo',
      keys: 'Mod+Shift+Z',
      icon: Redo2,
      run: (editor) => editor.chain().focus().redo().run(),
      isPossible: (editor) => editor.can().redo(),
    },
  ],
  [heading(1, Heading1), heading(2, Heading2), heading(3, Heading3)],
  [
    {
      name: 'bold',
      keys: 'Mod+B',
      icon: Bold,
      run: (editor) => editor.chain().focus().toggleBold().run(),
      isOn: (editor) => editor.isActive('bold'),
    },
    {
      name: 'italic',
      keys: 'Mod+I',
      icon: Italic,
      run: (editor) => editor.chain().focus().toggleItalic().run(),
      isOn: (editor) => editor.isActive('italic'),
    },
    {
      name: 'strike',
      keys: 'Mod+Shift+S',
      icon: Strikethrough,
      run: (editor) => editor.chain().focus().toggleStrike().run(),
      isOn: (editor) => editor.isActive('strike'),
    },
    {
      name: 'code',
      keys: 'Mod+E',
      icon: Code,
      run: (editor) => editor.chain().focus().toggleCode().run(),
      isOn: (editor) => editor.isActive('code'),
    },
  ],
  [
    {
      name: 'bullets',
      keys: 'Mod+Shift+8',
      icon: List,
      run: (editor) => editor.chain().focus().toggleBulletList().run(),
      isOn: (editor) => editor.isActive('bulletList'),
    },
    {
      name: 'numbers',
      keys: 'Mod+Shift+7',
      icon: ListOrdered,
      run: (editor) => editor.chain().focus().toggleOrderedList().run(),
      isOn: (editor) => editor.isActive('orderedList'),
    },
    {
      name: 'tasks',
      keys: 'Mod+Shift+9',
      icon: ListTodo,
      run: (editor) => editor.chain().focus().toggleList('taskList', 'taskItem').run(),
      isOn: (editor) => editor.isActive('taskList'),
    },
    {
      name: 'quote',
      keys: 'Mod+Shift+B',
      icon: TextQuote,
      run: (editor) => editor.chain().focus().toggleBlockquote().run(),
      isOn: (editor) => editor.isActive('blockquote'),
    },
    {
      name: 'code-block',
      keys: 'Mod+Alt+C',
      icon: SquareCode,
      run: (editor) => editor.chain().focus().toggleCodeBlock().run(),
      isOn: (editor) => editor.isActive('codeBlock'),
    },
  ],
]
