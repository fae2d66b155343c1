'use client'

import { Check, ChevronDown, Link2, Lock, UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import type { DocumentDetails, LinkRole } from '../../../lib/api-schema.ts'
import { can, type Role } from '../../../lib/roles.ts'
import { setLinkRole } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { Popover } from '../../ui/popover.tsx'

const COPIED_MS = 2_000

const CHOICES: readonly (readonly [value: NonNullable<LinkRole> | 'off', words: string])[] = [
  ['off', 'Only people I add'],
  ['viewer', 'Anyone with the link can view'],
  ['commenter', 'Anyone with the link can comment'],
  ['editor', 'Anyone with the link can edit'],
]

/** Who else may open this document. Its owner decides; others see who that is. */
export function Share({ document, role }: { document: DocumentDetails; role: Role }) {
  return (
    <Popover
      label="Share"
      trigger={
        <Button look="primary" aria-label="Share" className="max-sm:size-8 max-sm:px-0">
          <UserRoundPlus aria-hidden className="size-4 sm:hidden" />
          <span className="max-sm:hidden">Share</span>
        </Button>
      }
    >
      <h2 className="font-semibold text-sm">Share this document</h2>
      {can(role, 'share') ? (
        <LinkAccess document={document} />
      ) : (
        <p className="mt-2 text-ink-soft leading-relaxed">
          This document belongs to {document.owner.name}, who decides who may open it.
        </p>
      )}
      <CopyLink id={document.id} />
    </Popover>
  )
}

function LinkAccess({ document }: { document: DocumentDetails }) {
  const [access, setAccess] = useState<LinkRole>(document.link.role)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const change = async (value: string) => {
    const chosen = CHOICES.find(([choice]) => choice === value)?.[0] ?? 'off'
    const next: LinkRole = chosen === 'off' ? null : chosen
    const before = access
    setAccess(next)
    setBusy(true)
    setError(null)
    const result = await setLinkRole(document.id, next)
    setBusy(false)
    if (result.ok) document.link.role = next
    else {
      setAccess(before)
      setError(result.message)
    }
  }
  return (
    <>
      <label className="mt-3 block">
        <span className="font-medium text-ink-soft">Link access</span>
        <span className="relative mt-1.5 flex items-center">
          {access === null ? (
            <Lock aria-hidden className="absolute left-3 size-4 text-ink-faint" />
          ) : (
            <Link2 aria-hidden className="absolute left-3 size-4 text-ink-faint" />
          )}
          <select
            value={access ?? 'off'}
            disabled={busy}
            onChange={(event) => change(event.target.value)}
            className="h-9 w-full appearance-none rounded-card border border-line-strong bg-raised pr-9 pl-9 text-base outline-none focus-visible:border-accent focus-visible:ring-2 focus-visible:ring-accent/25 sm:text-[13px]"
          >
            {CHOICES.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden className="pointer-events-none absolute right-3 size-4 text-ink-faint" />
        </span>
      </label>
      {error === null ? null : (
        <p role="alert" className="mt-2 text-danger">
          {error}
        </p>
      )}
    </>
  )
}

function CopyLink({ id }: { id: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const copy = async () => {
    const copied = await copyText(new URL(`/d/${id}`, window.location.href).href)
    setState(copied ? 'copied' : 'refused')
    setTimeout(() => setState('idle'), COPIED_MS)
  }
  return (
    <Button className="mt-3 w-full" onClick={copy}>
      {state === 'copied' ? (
        <Check aria-hidden className="size-4 text-success" />
      ) : (
        <Link2 aria-hidden className="size-4" />
      )}
      <span aria-live="polite">
        {state === 'copied'
          ? 'Link copied'
          : state === 'refused'
            ? 'Copy it from the address bar'
            : 'Copy link'}
      </span>
    </Button>
  )
}
