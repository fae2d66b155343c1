'use client'

import { Check, Link2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'

const COPIED_MS = 2_000

export function CopyLink({ id }: { id: string }) {
  const t = useTranslations()
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const copy = async () => {
    const copied = await copyText(new URL(`/d/${id}`, window.location.href).href)
    setState(copied ? 'copied' : 'refused')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setState('idle'), COPIED_MS)
  }
  return (
    <Button look="quiet" className="-ms-3" onClick={copy}>
      {state === 'copied' ? (
        <Check aria-hidden className="size-4 text-success" />
      ) : (
        <Link2 aria-hidden className="size-4" />
      )}
      <span aria-live="polite">{t(`share.copy.${state}`)}</span>
    </Button>
  )
}
