import { type Editor, InputRule, Node, type NodeViewRenderer } from '@tiptap/core'
import { NodeSelection, Selection } from '@tiptap/pm/state'
import { Radical, Sigma } from 'lucide-react'
import { formulaSource } from '../../../../../lib/block-values.ts'
import { pageWords } from '../../../../i18n/page-words.ts'
import type { BlockAction } from '../block-actions.ts'
import { isKatexHere, setFormula, whenKatexIsHere } from './formula-renderer.ts'
import { insertAndEdit } from './insert-and-edit.ts'
import { offerField } from './node-editing.ts'

/** A price is no formula, nor are words between two prices. */
const isFormula = (source: string): boolean =>
  /[\\^_=+<>]/u.test(source) || (/[a-z]/iu.test(source) && !/^\d.*\s/u.test(source))

const emptyWords = (name: 'inlineMath' | 'blockMath'): string =>
  name === 'inlineMath' ? pageWords()('blocks.formula.empty') : pageWords()('blocks.formula.emptyBlock')

const formulaView =
  (name: 'inlineMath' | 'blockMath', display: boolean): NodeViewRenderer =>
  ({ node: first, getPos }) => {
    const dom = document.createElement(display ? 'div' : 'span')
    dom.className = display ? 'formula formula-block' : 'formula'
    dom.setAttribute('role', 'math')
    dom.dir = 'ltr'
    let source: string | null = null
    let stopWaiting = (): void => undefined
    const showSource = (problem: string | null) => {
      const code = document.createElement('code')
      code.textContent = source === '' ? emptyWords(name) : source
      dom.replaceChildren(code)
      dom.classList.toggle('is-wrong', problem !== null)
      if (problem !== null) dom.title = problem
    }
    const show = (next: string) => {
      if (next === source) return
      source = next
      stopWaiting()
      dom.setAttribute('aria-label', next === '' ? emptyWords(name) : next)
      dom.removeAttribute('title')
      dom.classList.toggle('is-blank', next === '')
      if (next === '' || !isKatexHere()) {
        showSource(null)
        if (next !== '') stopWaiting = whenKatexIsHere(again)
        return
      }
      const problem = setFormula(dom, next, display)
      if (problem === null) dom.classList.remove('is-wrong')
      else showSource(problem)
    }
    const again = () => {
      const same = source
      source = null
      show(same ?? '')
    }
    show(formulaSource(first.attrs.latex))
    offerField(dom, getPos)
    return {
      dom,
      ignoreMutation: () => true,
      update: (node) => {
        if (node.type.name !== name) return false
        show(formulaSource(node.attrs.latex))
        return true
      },
      destroy: () => stopWaiting(),
    }
  }

const latex = {
  default: '',
  rendered: false,
  parseHTML: (element: HTMLElement) => formulaSource(element.textContent),
}

export const InlineMath = Node.create({
  name: 'inlineMath',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ latex }),
  parseHTML: () => [{ tag: 'span[data-math]' }],
  renderHTML: ({ node }) => ['span', { 'data-math': 'inline' }, formulaSource(node.attrs.latex)],
  renderText: ({ node }) => `$${formulaSource(node.attrs.latex)}$`,
  addNodeView: () => formulaView('inlineMath', false),
  addInputRules() {
    return [
      new InputRule({
        find: /(?:^|[\s(])(\$([^$\s](?:[^$]*[^$\s])?)\$)$/u,
        handler: ({ state, range, match }) => {
          const [whole, typed = '', source = ''] = match
          if (!isFormula(source)) return null
          state.tr.replaceWith(
            range.from + whole.length - typed.length,
            range.to,
            this.type.create({ latex: source }),
          )
          return undefined
        },
      }),
    ]
  },
})

export const BlockMath = Node.create({
  name: 'blockMath',
  group: 'block',
  atom: true,
  addAttributes: () => ({ latex }),
  parseHTML: () => [{ tag: 'div[data-math]' }],
  renderHTML: ({ node }) => ['div', { 'data-math': 'block' }, formulaSource(node.attrs.latex)],
  renderText: ({ node }) => `$$\n${formulaSource(node.attrs.latex)}\n$$`,
  addNodeView: () => formulaView('blockMath', true),
  addInputRules() {
    return [
      new InputRule({
        find: /^\$\$(?:\s|([^$]+)\$\$)$/,
        handler: ({ state, range, match }) => {
          const { tr } = state
          const $from = tr.doc.resolve(range.from)
          if ($from.parent.type.name !== 'paragraph' || $from.parent.content.size > range.to - range.from)
            return null
          const at = $from.before()
          const node = this.type.create({ latex: (match[1] ?? '').trim() })
          tr.replaceWith(at, $from.after(), node)
          const end = at + node.nodeSize
          // below the last block a line to go on writing
          if (tr.doc.resolve(end).nodeAfter === null) tr.insert(end, state.schema.node('paragraph'))
          if (match[1] !== undefined) {
            tr.setSelection(Selection.near(tr.doc.resolve(end)))
            return undefined
          }
          tr.setSelection(NodeSelection.create(tr.doc, at))
          const { editor } = this
          queueMicrotask(() => openAt(editor, at))
          return undefined
        },
      }),
    ]
  },
})

/** Once the view shows what was made. */
const openAt = (editor: Editor, at: number): void => {
  if (!editor.isDestroyed) editor.view.nodeDOM(at)?.dispatchEvent(new MouseEvent('click'))
}

export const MATH_ACTIONS: readonly BlockAction[] = [
  {
    name: 'formula',
    group: 'inline',
    typed: '$x$',
    icon: Radical,
    effect: 'inserts',
    run: (editor) => insertAndEdit(editor, 'inlineMath'),
  },
  {
    name: 'formula-block',
    group: 'blocks',
    typed: '$$',
    icon: Sigma,
    effect: 'inserts',
    run: (editor) => insertAndEdit(editor, 'blockMath'),
  },
]
