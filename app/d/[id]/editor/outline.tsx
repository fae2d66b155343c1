'use client'

import type { Editor } from '@tiptap/react'
import { PanelLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../../ui/class-names.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { goToBlock, type HeadingEntry, headingsOf } from './blocks/headings.ts'
import { useEditorReading } from './use-editor-reading.ts'

const LEAST_HEADINGS = 2
/** Milliseconds that it may be behind the text. */
const BEHIND_MS = 400
const INDENT: Readonly<Record<number, string>> = { 1: 'ps-2', 2: 'ps-2', 3: 'ps-5' }

const sameOutline = (a: readonly HeadingEntry[], b: readonly HeadingEntry[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

const entriesOf = ({ state }: Editor): readonly HeadingEntry[] => headingsOf(state.doc)

/** The headings as a way through the text. On wide screens only, at the edge, and it can be put away. */
export function Outline({ editor }: { editor: Editor }) {
  const t = useTranslations()
  const [open, setOpen] = useState(true)
  const entries = useEditorReading(editor, BEHIND_MS, entriesOf, sameOutline)
  if (entries.length < LEAST_HEADINGS) return null
  const label = open ? t('editor.outline.hide') : t('editor.outline.show')
  return (
    <nav aria-label={t('editor.outline.label')} className="fixed start-3 top-13.5 z-25 hidden w-56 xl:block">
      <Tooltip words={label}>
        <button
          type="button"
          aria-label={label}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="toolbar-button"
        >
          <PanelLeft aria-hidden className="size-4" />
        </button>
      </Tooltip>
      {open ? (
        <ul className="mt-1 max-h-[calc(100dvh-8rem)] space-y-0.5 overflow-y-auto text-[13px]">
          {entries.map((entry) => (
            <li key={entry.index}>
              <button
                type="button"
                dir="auto"
                onClick={() => goToBlock(editor, entry.index)}
                className={classNames(
                  'block w-full truncate rounded-md py-1 pe-2 text-start text-ink-faint hover:bg-hover hover:text-ink',
                  INDENT[entry.level],
                )}
              >
                {entry.text}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </nav>
  )
}
