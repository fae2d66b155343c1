'use client'

import { type KeyboardEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { footnoteText, MAX_FOOTNOTE_LENGTH } from '../../../../../lib/block-values.ts'
import { Button } from '../../../../ui/button.tsx'
import { FIELD_LOOK } from './field-look.ts'
import { goToNotes } from './footnote-list.tsx'
import type { FieldProps } from './node-field.tsx'

/** The text of a footnote: to write, or to read for those who may only read. */
export function FootnoteField({ value, canEdit, onDone, onRemove, onDraft }: FieldProps) {
  const t = useTranslations()
  const [text, setText] = useState(footnoteText(value))
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    onDone(text.trim())
  }
  const toNotes = (
    <Button look="quiet" onClick={() => onDone(canEdit ? text.trim() : null, goToNotes)}>
      {t('blocks.footnote.all')}
    </Button>
  )
  if (!canEdit) {
    return (
      <>
        <p className="whitespace-pre-wrap break-words">{text === '' ? t('blocks.footnote.empty') : text}</p>
        <div className="mt-2">{toNotes}</div>
      </>
    )
  }
  return (
    <>
      <textarea
        value={text}
        rows={3}
        maxLength={MAX_FOOTNOTE_LENGTH}
        aria-label={t('blocks.footnote.text')}
        placeholder={t('blocks.footnote.write')}
        onKeyDown={onKey}
        onChange={(event) => {
          setText(event.target.value)
          onDraft(event.target.value.trim())
        }}
        className={`${FIELD_LOOK} resize-none`}
      />
      <div className="mt-2 flex gap-1">
        <Button look="primary" onClick={() => onDone(text.trim())}>
          {t('editor.done')}
        </Button>
        <Button look="quiet" onClick={onRemove}>
          {t('editor.remove')}
        </Button>
        {toNotes}
      </div>
    </>
  )
}
