import { type Editor, Mark, markInputRule } from '@tiptap/core'
import { type ColorName, colorName } from '../../../../../lib/block-values.ts'

/** What a highlight without a colour, or with one that nobody knows, looks like. */
const USUAL: ColorName = 'yellow'

const color = {
  default: null,
  rendered: false,
  parseHTML: (element: HTMLElement) => colorName(element.dataset.color),
}

/** Words on a coloured ground. */
export const Highlight = Mark.create({
  name: 'highlight',
  addAttributes: () => ({ color }),
  parseHTML: () => [{ tag: 'mark' }],
  renderHTML: ({ mark }) => ['mark', { 'data-color': colorName(mark.attrs.color) ?? USUAL }, 0],
  addKeyboardShortcuts() {
    return { 'Mod-Shift-h': ({ editor }) => editor.commands.toggleMark('highlight', { color: USUAL }) }
  },
  addInputRules() {
    return [
      markInputRule({
        find: /(?:^|\s)(==(?!\s)([^=]+)(?<!\s)==)$/,
        type: this.type,
        getAttributes: { color: USUAL },
      }),
    ]
  },
})

/** Words in a colour. */
export const TextColor = Mark.create({
  name: 'textColor',
  addAttributes: () => ({ color }),
  parseHTML: () => [{ tag: 'span[data-color]' }],
  renderHTML: ({ mark }) => {
    const name = colorName(mark.attrs.color)
    return ['span', name === null ? {} : { class: 'text-color', 'data-color': name }, 0]
  },
})

export type ColoredMark = 'highlight' | 'textColor'

export function setColor(editor: Editor, mark: ColoredMark, name: ColorName | null): void {
  const chain = editor.chain().focus()
  if (name === null) chain.unsetMark(mark, { extendEmptyMarkRange: true }).run()
  else chain.setMark(mark, { color: name }).run()
}

/** The colour at the selection; null for none. */
export const colorAt = (editor: Editor, mark: ColoredMark): ColorName | null =>
  editor.isActive(mark)
    ? (colorName(editor.getAttributes(mark).color) ?? (mark === 'highlight' ? USUAL : null))
    : null
