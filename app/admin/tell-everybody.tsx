'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Field } from '../ui/field.tsx'
import { Problem } from '../ui/problem.tsx'
import { tellEverybody } from './operate-api.ts'

/** As the server bounds it. */
const MAX_LENGTH = 300

/** Says something to everybody who has a document open. */
export function TellEverybody() {
  const t = useTranslations()
  const [text, setText] = useState('')
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [told, setTold] = useState<number | null>(null)
  const tell = async () => {
    setBusy(true)
    const result = await tellEverybody(text)
    setBusy(false)
    setAsking(false)
    if (result.ok) {
      setTold(result.data.told)
      setText('')
    } else setProblem(result.message)
  }
  return (
    <form
      className="flex max-w-2xl flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        setProblem(null)
        setTold(null)
        if (text.trim() !== '') setAsking(true)
      }}
    >
      <Field
        label={t('admin.tell.label')}
        value={text}
        maxLength={MAX_LENGTH}
        autoComplete="off"
        required
        onChange={(event) => setText(event.target.value)}
        className="min-w-0 flex-1 basis-64"
      />
      <Button type="submit" size="medium">
        {t('admin.tell.action')}
      </Button>
      <p role="status" className={told === null ? 'sr-only' : 'w-full text-[13px] text-ink-soft'}>
        {told === null ? '' : t('admin.tell.told', { count: told })}
      </p>
      <Problem words={problem} className="w-full" />
      <Confirm
        open={asking}
        title={t('admin.tell.title')}
        words={text}
        action={t('admin.tell.action')}
        look="primary"
        busy={busy}
        onConfirm={() => void tell()}
        onClose={() => setAsking(false)}
      />
    </form>
  )
}
