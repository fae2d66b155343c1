'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { isoDay } from '../../../../../lib/block-values.ts'
import { Button } from '../../../../ui/button.tsx'
import { FIELD_LOOK } from './field-look.ts'
import type { FieldProps } from './node-field.tsx'

/** The browser's own choice of a day. */
export function DateField({ value, onDone, onRemove, onDraft }: FieldProps) {
  const t = useTranslations()
  const [day, setDay] = useState(isoDay(value) ?? '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onDone(isoDay(day))
      }}
    >
      <input
        type="date"
        value={day}
        min="0001-01-01"
        max="9999-12-31"
        aria-label={t('blocks.date.day')}
        onChange={(event) => {
          const chosen = isoDay(event.target.value)
          setDay(event.target.value)
          if (chosen !== null) onDraft(chosen)
        }}
        className={FIELD_LOOK}
      />
      <div className="mt-2 flex gap-1">
        <Button look="primary" type="submit">
          {t('editor.done')}
        </Button>
        <Button look="quiet" onClick={onRemove}>
          {t('editor.remove')}
        </Button>
      </div>
    </form>
  )
}
