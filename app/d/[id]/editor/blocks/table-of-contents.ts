import { InputRule, Node } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { TableOfContents as TableOfContentsIcon } from 'lucide-react'
import { pageWords } from '../../../../i18n/page-words.ts'
import type { BlockAction } from '../block-actions.ts'
import { isWithin } from './block-controls.ts'
import { goToBlock, headingsOf } from './headings.ts'
import { insertNode } from './insert-and-edit.ts'

interface Storage {
  /** Tables of contents on the page, each a function that brings it up to date. */
  readonly shown: Set<() => void>
}

/** The headings of the document as a list of ways to them. It keeps nothing: each page makes the list by itself. */
export const TableOfContents = Node.create<object, Storage>({
  name: 'tableOfContents',
  group: 'block',
  atom: true,
  addStorage: () => ({ shown: new Set() }),
  parseHTML: () => [{ tag: 'div[data-contents]' }],
  renderHTML: () => ['div', { 'data-contents': '' }],
  renderText: () => '',
  addNodeView() {
    const { shown } = this.storage
    return ({ editor, view }) => {
      const dom = document.createElement('nav')
      dom.className = 'contents-block'
      dom.setAttribute('aria-label', pageWords()('blocks.contents.label'))
      let before = ''
      const refresh = () => {
        const headings = headingsOf(view.state.doc)
        const now = JSON.stringify(headings)
        if (now === before) return
        before = now
        if (headings.length === 0) {
          const words = document.createElement('p')
          words.textContent = pageWords()('blocks.contents.empty')
          dom.replaceChildren(words)
          return
        }
        const list = document.createElement('ul')
        for (const { index, level, text } of headings) {
          const item = document.createElement('li')
          const button = document.createElement('button')
          item.dataset.level = String(level)
          button.type = 'button'
          button.textContent = text
          button.addEventListener('click', () => goToBlock(editor, index))
          item.append(button)
          list.append(item)
        }
        dom.replaceChildren(list)
      }
      refresh()
      shown.add(refresh)
      return {
        dom,
        ignoreMutation: () => true,
        stopEvent: (event) => isWithin(event, ...dom.querySelectorAll('button')),
        destroy: () => shown.delete(refresh),
      }
    }
  },
  addInputRules() {
    return [
      new InputRule({
        find: /^\[toc\]\s$/i,
        handler: ({ state, range }) => {
          const $from = state.tr.doc.resolve(range.from)
          if ($from.parent.content.size > range.to - range.from) return null
          state.tr.insert($from.before(), this.type.create()).delete(range.from + 1, range.to + 1)
          return undefined
        },
      }),
    ]
  },
  addProseMirrorPlugins() {
    const { shown } = this.storage
    return [
      new Plugin({
        key: new PluginKey('tableOfContents'),
        view: () => ({
          update: ({ state }, before) => {
            if (shown.size > 0 && state.doc !== before.doc) for (const refresh of shown) refresh()
          },
        }),
      }),
    ]
  },
})

export const CONTENTS_ACTION: BlockAction = {
  name: 'contents',
  group: 'blocks',
  typed: '[toc]',
  icon: TableOfContentsIcon,
  effect: 'inserts',
  run: (editor) => {
    insertNode(editor, 'tableOfContents')
  },
}
