'use client'

import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { isolated } from '../../../lib/isolated.ts'
import { requestAccess } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'

export interface AskingToEdit {
  readonly state: 'idle' | 'busy' | 'asked'
  readonly error: string | null
  readonly ask: () => void
}

/** Asks the owner for the right to write. Outlives the popover that shows it. */
export function useAskToEdit(documentId: string): AskingToEdit {
  const [state, setState] = useState<AskingToEdit['state']>('idle')
  const [error, setError] = useState<string | null>(null)
  const ask = useCallback(async () => {
    setState('busy')
    setError(null)
    const result = await requestAccess(documentId, 'editor', '')
    setState(result.ok ? 'asked' : 'idle')
    if (!result.ok) setError(result.message)
  }, [documentId])
  return { state, error, ask }
}

export function AskToEdit({ state, error, ask, ownerName }: AskingToEdit & { ownerName: string }) {
  const t = useTranslations()
  return (
    <div aria-live="polite" className="mt-3">
      {state === 'asked' ? (
        <p className="text-ink-soft">{t('entry.ask.editAsked', { name: isolated(ownerName) })}</p>
      ) : (
        <Button disabled={state === 'busy'} onClick={ask}>
          {state === 'busy' ? t('entry.ask.asking') : t('entry.ask.send.editor')}
        </Button>
      )}
      <Problem words={error} className="mt-2" />
    </div>
  )
}
