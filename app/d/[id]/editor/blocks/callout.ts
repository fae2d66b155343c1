import { type Editor, InputRule, Node } from '@tiptap/core'
import { CircleCheck, Info, Lightbulb, type LucideIcon, TriangleAlert } from 'lucide-react'
import { CALLOUT_KINDS, type CalloutKind, calloutKind } from '../../../../../lib/block-values.ts'
import { pageWords } from '../../../../i18n/page-words.ts'
import type { BlockAction } from '../block-actions.ts'
import { choice, ignoresOwn, isWithin, setAttribute } from './block-controls.ts'
import { icon } from './icons.ts'
import { unwrap, wrapperDepth } from './wrapping.ts'

/** Words in brackets after a quote sign, as GitHub and others write them. */
const TYPED: Readonly<Record<string, CalloutKind>> = {
  note: 'info',
  info: 'info',
  important: 'info',
  tip: 'tip',
  success: 'success',
  warning: 'warning',
  caution: 'warning',
}

/** Blocks set apart from the text, with a sign that says why. */
export const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes: () => ({
    kind: {
      default: 'info',
      rendered: false,
      parseHTML: (element: HTMLElement) => calloutKind(element.dataset.callout),
    },
  }),
  parseHTML: () => [{ tag: 'div[data-callout]' }],
  renderHTML: ({ node }) => ['div', { 'data-callout': calloutKind(node.attrs.kind) }, 0],
  addNodeView() {
    return ({ node: first, view, getPos }) => {
      const dom = document.createElement('div')
      const sign = document.createElement('span')
      const content = document.createElement('div')
      const t = pageWords()
      const kinds = CALLOUT_KINDS.map((kind) => [kind, t(`blocks.callout.${kind}`)] as const)
      const select = choice(view, t('blocks.callout.kind'), kinds, (kind) =>
        setAttribute(view, getPos, 'kind', kind),
      )
      dom.className = 'callout'
      dom.setAttribute('role', 'note')
      sign.className = 'callout-sign'
      sign.contentEditable = 'false'
      content.className = 'callout-body'
      content.style.setProperty('--hint', JSON.stringify(t('blocks.callout.hint')))
      dom.append(sign, content)
      const show = (value: unknown) => {
        const kind = calloutKind(value)
        if (dom.dataset.callout === kind) return
        dom.dataset.callout = kind
        dom.setAttribute('aria-label', t(`blocks.callout.${kind}`))
        select.value = kind
        sign.replaceChildren(icon(kind), select)
      }
      show(first.attrs.kind)
      return {
        dom,
        contentDOM: content,
        stopEvent: (event) => isWithin(event, sign),
        ignoreMutation: ignoresOwn(content),
        update: (node) => {
          if (node.type.name !== 'callout') return false
          show(node.attrs.kind)
          return true
        },
      }
    }
  },
  addInputRules() {
    return [
      new InputRule({
        find: /^\[!(note|info|important|tip|success|warning|caution)\]\s$/i,
        handler: ({ state, range, match }) => {
          const { tr } = state
          const kind = TYPED[match[1]?.toLowerCase() ?? ''] ?? 'info'
          const quote = wrapperDepth(tr.doc.resolve(range.from), 'blockquote')
          tr.delete(range.from, range.to)
          const $from = tr.doc.resolve(range.from)
          const blocks = $from.blockRange()
          if (quote !== null) tr.setNodeMarkup($from.before(quote), this.type, { kind })
          else if (blocks?.parent.canReplaceWith(blocks.startIndex, blocks.endIndex, this.type) === true) {
            tr.wrap(blocks, [{ type: this.type, attrs: { kind } }])
          } else return null
          return undefined
        },
      }),
    ]
  },
})

function makeCallout(editor: Editor, kind: CalloutKind): void {
  const { $from } = editor.state.selection
  const depth = wrapperDepth($from, 'callout')
  if (depth === null) {
    if (editor.chain().focus().wrapIn('callout', { kind }).run()) return
    editor.chain().focus().clearNodes().wrapIn('callout', { kind }).run()
  } else if (calloutKind($from.node(depth).attrs.kind) === kind) {
    editor.chain().focus().command(unwrap(depth)).run()
  } else {
    editor
      .chain()
      .focus()
      .command(({ tr }) => {
        tr.setNodeAttribute($from.before(depth), 'kind', kind)
        return true
      })
      .run()
  }
}

const action = (kind: CalloutKind, look: LucideIcon): BlockAction => ({
  name: `callout-${kind}`,
  group: 'blocks',
  typed: `[!${kind === 'info' ? 'NOTE' : kind.toUpperCase()}]`,
  icon: look,
  effect: 'turns',
  run: (editor) => makeCallout(editor, kind),
  isOn: (editor) => editor.isActive('callout', { kind }),
})

export const CALLOUT_ACTIONS: readonly BlockAction[] = [
  action('info', Info),
  action('tip', Lightbulb),
  action('success', CircleCheck),
  action('warning', TriangleAlert),
]
