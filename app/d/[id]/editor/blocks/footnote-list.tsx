'use client'

import type { Editor } from '@tiptap/react'
import { CornerLeftUp } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { type NumberedNote, notesOf } from './footnote.ts'

const NONE: readonly NumberedNote[] = []
const LIST_ID = 'document-footnotes'

/** Goes to the list of footnotes at the end of the document. */
export function goToNotes(): void {
  const list = document.getElementById(LIST_ID)
  list?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  list?.querySelector('button')?.focus({ preventScroll: true })
}

/** What the numbers in the text stand for, at its end. Made by each page: no part of the document. */
export function FootnoteList({ editor }: { editor: Editor }) {
  const t = useTranslations()
  const notes = notesOf(editor)
  const listed = useSyncExternalStore(
    notes?.subscribe ?? (() => () => undefined),
    notes?.get ?? (() => NONE),
    () => NONE,
  )
  if (listed.length === 0) return null
  return (
    <section id={LIST_ID} aria-label={t('blocks.footnote.list')} className="footnote-list">
      <ol>
        {listed.map(({ number, text, dom }) => (
          <li key={number}>
            <span dir="auto" className={text === '' ? 'text-ink-faint' : ''}>
              {text === '' ? t('blocks.footnote.noText') : text}
            </span>
            <button
              type="button"
              aria-label={t('blocks.footnote.back', { number: String(number) })}
              onClick={() => {
                dom.scrollIntoView({ block: 'center', behavior: 'smooth' })
                dom.focus({ preventScroll: true })
              }}
            >
              <CornerLeftUp aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
