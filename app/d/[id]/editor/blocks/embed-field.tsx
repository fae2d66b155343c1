'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { videoAt } from '../../../../../lib/video-address.ts'
import { Button } from '../../../../ui/button.tsx'
import { FIELD_LOOK } from './field-look.ts'
import type { FieldProps } from './node-field.tsx'

const EXAMPLE = 'https://www.youtube.com/watch?v=…'

const withScheme = (typed: string): string => (/^https?:\/\//iu.test(typed) ? typed : `https://${typed}`)

/** The address of a video, checked before it gets into the document. */
export function EmbedField({ value, onDone, onRemove, onDraft }: FieldProps) {
  const t = useTranslations()
  const [typed, setTyped] = useState(videoAt(value)?.page ?? '')
  const [refused, setRefused] = useState(false)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const video = videoAt(withScheme(typed.trim()))
        if (video === null) setRefused(true)
        else onDone(video.page)
      }}
    >
      <input
        value={typed}
        aria-label={t('blocks.video.address')}
        aria-invalid={refused}
        placeholder={EXAMPLE}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => {
          const video = videoAt(withScheme(event.target.value.trim()))
          setTyped(event.target.value)
          setRefused(false)
          if (video !== null) onDraft(video.page)
        }}
        className={FIELD_LOOK}
      />
      {refused ? (
        <p role="alert" className="mt-2 text-danger">
          {t('blocks.video.refused')}
        </p>
      ) : (
        <p className="mt-2 text-ink-faint">{t('blocks.video.hint')}</p>
      )}
      <div className="mt-2 flex gap-1">
        <Button look="primary" type="submit">
          {t('blocks.video.show')}
        </Button>
        <Button look="quiet" onClick={onRemove}>
          {t('editor.remove')}
        </Button>
      </div>
    </form>
  )
}
