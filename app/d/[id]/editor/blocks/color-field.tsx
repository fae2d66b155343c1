'use client'

import type { Editor } from '@tiptap/react'
import { Ban, Baseline } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { COLOR_NAMES } from '../../../../../lib/block-values.ts'
import { classNames } from '../../../../ui/class-names.ts'
import { Popover } from '../../../../ui/popover.tsx'
import { useEditorReading } from '../use-editor-reading.ts'
import { type ColoredMark, colorAt, setColor } from './colors.ts'

const ROWS: readonly ColoredMark[] = ['textColor', 'highlight']
/** Milliseconds that it may be behind the text. */
const BEHIND_MS = 80

/** Colours of the selected words and of their ground. */
export function ColorField({ editor }: { editor: Editor }) {
  const t = useTranslations()
  const [open, setOpen] = useState(false)
  const state = useEditorReading(
    editor,
    BEHIND_MS,
    (current) => `${colorAt(current, 'textColor') ?? ''} ${colorAt(current, 'highlight') ?? ''}`,
  )
  const [text = '', highlight = ''] = state.split(' ')
  const now = { textColor: text, highlight }
  return (
    <Popover
      label={t('blocks.colors.label')}
      align="center"
      className="p-3"
      open={open}
      onOpenChange={setOpen}
      onClosed={() => editor.commands.focus()}
      trigger={
        <button
          type="button"
          aria-label={t('blocks.colors.label')}
          onMouseDown={(event) => event.preventDefault()}
          className={classNames('toolbar-button', state.trim() !== '' && 'is-on')}
        >
          <Baseline aria-hidden className="size-4" />
        </button>
      }
    >
      {ROWS.map((mark) => (
        <fieldset key={mark} className="mb-3 last:mb-0">
          <legend className="mb-1.5 text-ink-soft">{t(`blocks.colors.${mark}`)}</legend>
          <div className="flex flex-wrap gap-1.5">
            {COLOR_NAMES.map((name) => (
              <button
                key={name}
                type="button"
                aria-label={t('blocks.colors.choice', {
                  what: t(`blocks.colors.${mark}`),
                  color: t(`blocks.colors.${name}`),
                })}
                aria-pressed={now[mark] === name}
                data-color={name}
                onClick={() => {
                  setColor(editor, mark, name)
                  setOpen(false)
                }}
                className={classNames('swatch', mark === 'highlight' ? 'swatch-ground' : 'swatch-ink')}
              >
                {'A'}
              </button>
            ))}
            <button
              type="button"
              aria-label={t('blocks.colors.none', { what: t(`blocks.colors.${mark}`) })}
              aria-pressed={now[mark] === ''}
              onClick={() => {
                setColor(editor, mark, null)
                setOpen(false)
              }}
              className="swatch"
            >
              <Ban aria-hidden className="size-4" />
            </button>
          </div>
        </fieldset>
      ))}
    </Popover>
  )
}
