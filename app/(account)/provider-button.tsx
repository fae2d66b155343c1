'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { signInAtProvider } from '../account-api.ts'
import { Button } from '../ui/button.tsx'
import { Problem } from '../ui/problem.tsx'

/** Leads to the other sign-in of this server, with a line that sets it apart from the form below. */
export function ProviderButton({ provider, next }: { provider: string; next: string }) {
  const t = useTranslations()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const go = async () => {
    setBusy(true)
    setError(null)
    const result = await signInAtProvider(next)
    if (result.ok) {
      window.location.assign(result.data.url)
      return
    }
    setBusy(false)
    setError(t('account.provider.unreachable', { provider }))
  }
  return (
    <div className="mb-6">
      <Button size="medium" disabled={busy} onClick={go} className="w-full">
        <KeyRound aria-hidden className="size-4 text-ink-faint" />
        {t('account.provider.action', { provider })}
      </Button>
      <Problem words={error} className="mt-3" />
      <p className="mt-6 flex items-center gap-3 text-[13px] text-ink-faint">
        <span aria-hidden className="h-px flex-1 bg-line" />
        {t('account.provider.or')}
        <span aria-hidden className="h-px flex-1 bg-line" />
      </p>
    </div>
  )
}
