import { InputRule } from '@tiptap/core'
import { TaskItem as PlainTaskItem, TaskList } from '@tiptap/extension-list'
import type { Node } from '@tiptap/pm/model'
import { ListTodo } from 'lucide-react'
import { isChecked } from '../../../../../lib/block-values.ts'
import { pageWords } from '../../../../i18n/page-words.ts'
import type { BlockAction } from '../block-actions.ts'
import { ignoresOwn, isWithin, setAttribute } from './block-controls.ts'

const LONGEST_LABEL = 120

const label = (node: Node): string => {
  const words = node.firstChild?.textContent.trim().slice(0, LONGEST_LABEL) ?? ''
  return words === '' ? pageWords()('blocks.task.empty') : words
}

/** A task: a box to tick and what is to be done. Whether it is done is an attribute, so that a tick rewrites no text. */
const TaskItem = PlainTaskItem.extend({
  renderHTML: ({ node }) => [
    'li',
    { 'data-type': 'taskItem', 'data-checked': String(isChecked(node.attrs.checked)) },
    ['div', 0],
  ],
  addAttributes() {
    return {
      checked: {
        default: false,
        keepOnSplit: false,
        rendered: false,
        parseHTML: (element) => element.dataset.checked === 'true',
      },
    }
  },
  addNodeView() {
    return ({ node: first, view, getPos }) => {
      const dom = document.createElement('li')
      const place = document.createElement('label')
      const box = document.createElement('input')
      const content = document.createElement('div')
      dom.dataset.type = 'taskItem'
      place.contentEditable = 'false'
      place.className = 'task-box'
      box.type = 'checkbox'
      box.className = 'block-control'
      box.disabled = !view.editable
      place.append(box)
      dom.append(place, content)
      const show = (node: Node) => {
        const checked = isChecked(node.attrs.checked)
        dom.dataset.checked = String(checked)
        box.checked = checked
        box.setAttribute('aria-label', label(node))
      }
      show(first)
      // the caret stays where it is, and a phone's keyboard as it was
      place.addEventListener('mousedown', (event) => event.preventDefault())
      box.addEventListener('change', () => setAttribute(view, getPos, 'checked', box.checked))
      return {
        dom,
        contentDOM: content,
        stopEvent: (event) => isWithin(event, place),
        ignoreMutation: ignoresOwn(content),
        update: (node) => {
          if (node.type.name !== 'taskItem') return false
          show(node)
          return true
        },
      }
    }
  },
  addInputRules() {
    return [
      new InputRule({
        find: /^\s*\[([ xX]?)\]\s$/,
        handler: ({ state, range, match, chain }) => {
          const checked = match[1]?.toLowerCase() === 'x'
          const { tr } = state
          if (tr.doc.resolve(range.from).parent.type.name !== 'paragraph') return null
          tr.delete(range.from, range.to)
          if (!chain().toggleList('taskList', 'taskItem').run()) return null
          const { $from } = tr.selection
          if (checked && $from.node(-1)?.type.name === 'taskItem') {
            tr.setNodeAttribute($from.before(-1), 'checked', true)
          }
          return undefined
        },
      }),
    ]
  },
}).configure({ nested: true })

export const TASK_EXTENSIONS = [TaskList, TaskItem]

export const TASK_ACTION: BlockAction = {
  name: 'tasks',
  group: 'lists',
  typed: '[]',
  icon: ListTodo,
  effect: 'turns',
  run: (editor) => editor.chain().focus().toggleList('taskList', 'taskItem').run(),
  isOn: (editor) => editor.isActive('taskList'),
}
