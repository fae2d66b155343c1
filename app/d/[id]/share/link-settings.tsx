'use client'

import { Globe, Lock } from 'lucide-react'
import { useState } from 'react'
import type { Link, SharedRole } from '../../../../lib/api-schema.ts'
import { Problem } from '../../../ui/problem.tsx'
import { Select } from '../../../ui/select.tsx'
import { LinkExpiry } from './link-expiry-field.tsx'
import { LinkPassword } from './link-password.tsx'
import { changeLink, type LinkChange } from './sharing-api.ts'

const CHOICES: readonly (readonly [value: SharedRole | 'off', words: string])[] = [
  ['off', 'Only people I add'],
  ['viewer', 'Anyone with it can view'],
  ['commenter', 'Anyone with it can comment'],
  ['editor', 'Anyone with it can edit'],
]

export interface LinkSettingsProps {
  readonly id: string
  readonly link: Link
  /** Resolves when the change is known here. */
  readonly onChange: () => void
}

/** What the link alone allows, until when, and behind which password. Every change counts at once. */
export function LinkSettings({ id, link: initial, onChange }: LinkSettingsProps) {
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
        Link
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
            aria-label="Link access"
            value={link.role ?? 'off'}
            options={CHOICES}
            disabled={busy}
            onChoose={(role) =>
              change(
                { role: role === 'off' ? null : role },
                role === 'off' ? 'The link is off.' : 'The link is on.',
              )
            }
            className="flex-1"
          />
        </div>
        {link.role === null ? null : (
          <div className="divide-y divide-line border-line border-t pl-13">
            <LinkExpiry
              expiresAt={link.expiresAt}
              busy={busy}
              onChoose={(expiresAt) =>
                change({ expiresAt }, expiresAt === null ? 'The link never ends.' : 'The link’s end is set.')
              }
            />
            <LinkPassword
              hasPassword={link.hasPassword}
              busy={busy}
              onChoose={(password) =>
                change({ password }, password === null ? 'The password is gone.' : 'The password is set.')
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
