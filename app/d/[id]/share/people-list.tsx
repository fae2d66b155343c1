'use client'

import { Mail } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import {
  type Invitation,
  type LinkRole,
  type MemberList,
  SHARED_ROLES,
  type Visitor,
} from '../../../../lib/api-schema.ts'
import { isolated } from '../../../../lib/isolated.ts'
import type { Person } from '../../../../lib/presence.ts'
import { Button } from '../../../ui/button.tsx'
import { Confirm } from '../../../ui/confirm.tsx'
import { roleOptions } from '../../../ui/role-words.ts'
import { Select } from '../../../ui/select.tsx'
import { MemberRow } from './member-row.tsx'
import { PersonMenu } from './person-menu.tsx'
import { type Step, stepWords } from './person-steps.ts'
import { banPerson, grantRole, removeMember, transferDocument } from './sharing-api.ts'
import type { Sharing } from './use-sharing.ts'

export interface PeopleListProps {
  readonly id: string
  /** Null while it is on its way. */
  readonly people: MemberList | null
  readonly here: readonly Person[]
  readonly linkRole: LinkRole
  readonly visitor: Visitor
  readonly busy: boolean
  readonly act: Sharing['act']
  readonly onTransferred: () => void
}

/** Members, those who are here by the link, and invitations, as their owner sees them. */
export function PeopleList(props: PeopleListProps) {
  const t = useTranslations()
  const { id, people, here, linkRole, visitor, busy, act, onTransferred } = props
  const [asking, setAsking] = useState<Step | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)

  const go = async ({ kind, person }: Step) => {
    const works = { remove: removeMember, ban: banPerson, transfer: transferDocument }
    const done = await act(() =>
      kind === 'remove' ? works.remove(id, { userId: person.id }) : works[kind](id, person.id),
    )
    setAsking(null)
    if (done && kind === 'transfer') onTransferred()
    // The row that had the focus may be gone.
    heading.current?.focus()
  }

  const members = people?.members ?? []
  const known = new Set(members.map(({ userId }) => userId))
  const byLink =
    people === null ? [] : here.filter((person) => !known.has(person.id) && person.id !== visitor.id)
  const words = asking === null ? null : stepWords(t, asking, linkRole !== null)
  const byLinkWords = linkRole === null ? t('share.byLink') : t(`share.may.${linkRole}`)
  const byLinkOptions = [
    ['link', byLinkWords] as const,
    // a role that stays when the link goes
    ...SHARED_ROLES.map((role) => [role, t(`share.always.${role}`)] as const),
  ]
  return (
    <section aria-labelledby="people">
      <h3 id="people" ref={heading} tabIndex={-1} className="font-semibold outline-none">
        {t('share.withAccess')}
      </h3>
      {people === null ? <RowsOnTheirWay /> : null}
      <ul className="mt-1">
        {members.map(({ userId, name, email, color, role }) => (
          <MemberRow
            key={userId}
            member={{ name, color, role }}
            isSelf={userId === visitor.id}
            below={email ?? t('share.guest')}
          >
            {role === 'owner' ? null : (
              <>
                <Select
                  look="quiet"
                  aria-label={t('share.roleOf', { name: isolated(name) })}
                  value={role}
                  options={roleOptions(t)}
                  disabled={busy}
                  onChoose={(next) => act(() => grantRole(id, { userId }, next))}
                  className="-me-2 w-38 shrink-0"
                />
                <PersonMenu
                  name={name}
                  steps={email === null ? ['remove', 'ban'] : ['transfer', 'remove', 'ban']}
                  onChoose={(kind) => setAsking({ kind, person: { id: userId, name } })}
                />
              </>
            )}
          </MemberRow>
        ))}
        {byLink.map(({ id: userId, name, color }) => (
          <MemberRow
            key={userId}
            member={{ name, color, role: linkRole ?? 'viewer' }}
            isSelf={false}
            below={t('share.hereByLink')}
          >
            <Select
              look="quiet"
              aria-label={t('share.roleOf', { name: isolated(name) })}
              value="link"
              options={byLinkOptions}
              disabled={busy}
              onChoose={(next) => (next === 'link' ? undefined : act(() => grantRole(id, { userId }, next)))}
              className="-me-2 w-38 shrink-0"
            />
            <PersonMenu
              name={name}
              steps={['ban']}
              onChoose={(kind) => setAsking({ kind, person: { id: userId, name } })}
            />
          </MemberRow>
        ))}
        {people?.invitations.map((invitation) => (
          <InvitationRow
            key={invitation.email}
            invitation={invitation}
            busy={busy}
            onWithdraw={async () => {
              await act(() => removeMember(id, { email: invitation.email }))
              heading.current?.focus()
            }}
          />
        ))}
      </ul>
      {words === null || asking === null ? null : (
        <Confirm open busy={busy} {...words} onConfirm={() => go(asking)} onClose={() => setAsking(null)} />
      )}
    </section>
  )
}

function InvitationRow({
  invitation: { email, role },
  busy,
  onWithdraw,
}: {
  invitation: Invitation
  busy: boolean
  onWithdraw: () => void
}) {
  const t = useTranslations()
  return (
    <li className="flex min-h-12 items-center gap-3 py-1.5">
      <span
        aria-hidden
        className="flex size-7 shrink-0 items-center justify-center rounded-full border border-line-strong border-dashed"
      >
        <Mail className="size-3.5 text-ink-faint" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{email}</p>
        <p className="text-[13px] text-ink-soft">{t(`share.invite.waiting.${role}`)}</p>
      </div>
      <Button
        look="quiet"
        disabled={busy}
        onClick={onWithdraw}
        aria-label={t('share.invite.withdrawOf', { email: isolated(email) })}
      >
        {t('share.invite.withdraw')}
      </Button>
    </li>
  )
}

function RowsOnTheirWay() {
  const t = useTranslations()
  return (
    <div role="status" aria-label={t('share.loadingPeople')} className="mt-3 animate-breathe space-y-3">
      <div className="h-7 w-2/3 rounded-card bg-panel" />
      <div className="h-7 w-1/2 rounded-card bg-panel" />
    </div>
  )
}
