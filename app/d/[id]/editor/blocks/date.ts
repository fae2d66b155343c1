import { Node } from '@tiptap/core'
import { CalendarDays } from 'lucide-react'
import { isoDay } from '../../../../../lib/block-values.ts'
import type { Translator } from '../../../../../lib/i18n/translator.ts'
import { pageLocale, pageWords } from '../../../../i18n/page-words.ts'
import type { BlockAction } from '../block-actions.ts'
import { insertNode } from './insert-and-edit.ts'
import { offerField } from './node-editing.ts'

/** A day in the words of whoever reads it. */
export function dayWords(t: Translator, value: unknown, locale: string): string {
  const day = isoDay(value)
  if (day === null) return t('blocks.date.none')
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(day))
}

/** Today where this person is, as the document keeps days. */
export function today(now: Date): string {
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
    '-',
  )
}

/** A day of the calendar; the document keeps it without a language or a time zone. */
export const DateNode = Node.create({
  name: 'date',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    day: {
      default: null,
      rendered: false,
      parseHTML: (element: HTMLElement) => isoDay(element.getAttribute('datetime')),
    },
  }),
  parseHTML: () => [{ tag: 'time[datetime]' }],
  renderHTML: ({ node }) => {
    const day = isoDay(node.attrs.day) ?? ''
    return ['time', { datetime: day }, day]
  },
  renderText: ({ node }) => isoDay(node.attrs.day) ?? '',
  addNodeView() {
    return ({ node: first, getPos }) => {
      const dom = document.createElement('time')
      dom.className = 'date'
      dom.dir = 'auto'
      const show = (value: unknown) => {
        dom.textContent = dayWords(pageWords(), value, pageLocale())
        dom.dateTime = isoDay(value) ?? ''
      }
      show(first.attrs.day)
      offerField(dom, getPos)
      return {
        dom,
        ignoreMutation: () => true,
        update: (node) => {
          if (node.type.name !== 'date') return false
          show(node.attrs.day)
          return true
        },
      }
    }
  },
})

export const DATE_ACTION: BlockAction = {
  name: 'date',
  group: 'inline',
  icon: CalendarDays,
  effect: 'inserts',
  run: (editor) => {
    if (insertNode(editor, 'date', { day: today(new Date()) }) !== null) {
      editor.chain().focus().setTextSelection(editor.state.selection.to).run()
    }
  },
}
