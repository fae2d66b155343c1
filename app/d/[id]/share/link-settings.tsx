'use client'

import { Globe, Lock } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Link } from '../../../../lib/api-schema.ts'
import { Problem } from '../../../ui/problem.tsx'
import { Select } from '../../../ui/select.tsx'
import { LinkExpiry } from './link-expiry-field.tsx'
import { LinkPassword } from './link-password.tsx'
import { changeLink, type LinkChange } from './sharing-api.ts'

const CHOICES = ['off', 'viewer', 'commenter', 'editor'] as const

export interface LinkSettingsProps {
  readonly id: string
  readonly link: Link
  /** Resolves when the change is known here. */
  readonly onChange: () => void
}

/** What the link alone allows, until when, and behind which password. Every change counts at once. */
export function LinkSettings({ id, link: initial, onChange }: LinkSettingsProps) {
  const t = useTranslations()
  const [link, setLink] = useState(initial)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [said, setSaid] = useState('')

  const change = async (next: Omit<LinkChange, 'role'> & { role?: LinkChange['role'] }, done: string) => {
    const before = link
    if (next.role !== undefined) setLink({ ...link, role: next.role })
    setBusy(true)
    setError(null)
    setSaid('')
    const result = await changeLink(id, { role: link.role, ...next })
    setBusy(false)
    setLink(result.ok ? result.data : before)
    if (result.ok) {
      setSaid(done)
      onChange()
    } else setError(result.message)
    return result.ok
  }

  const Icon = link.role === null ? Lock : Globe
  return (
    <section aria-labelledby="link-access">
      <h3 id="link-access" className="font-semibold">
        {t('share.link.title')}
      </h3>
      <div className="mt-2 rounded-card border border-line">
        <div className="flex items-center gap-3 p-3">
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-panel"
          >
            <Icon className="size-4 text-ink-soft" />
          </span>
          <Select
            aria-label={t('share.link.access')}
            value={link.role ?? 'off'}
            options={CHOICES.map((choice) => [choice, t(`share.link.${choice}`)] as const)}
            disabled={busy}
            onChoose={(role) =>
              change(
                { role: role === 'off' ? null : role },
                role === 'off' ? t('share.link.isOff') : t('share.link.isOn'),
              )
            }
            className="flex-1"
          />
        </div>
        {link.role === null ? null : (
          <div className="divide-y divide-line border-line border-t ps-13">
            <LinkExpiry
              expiresAt={link.expiresAt}
              busy={busy}
              onChoose={(expiresAt) =>
                change(
                  { expiresAt },
                  expiresAt === null ? t('share.link.neverEnds') : t('share.link.endIsSet'),
                )
              }
            />
            <LinkPassword
              hasPassword={link.hasPassword}
              busy={busy}
              onChoose={(password) =>
                change(
                  { password },
                  password === null ? t('share.link.passwordIsGone') : t('share.link.passwordIsSet'),
                )
              }
            />
          </div>
        )}
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
      <Problem words={error} className="mt-2" />
    </section>
  )
}
