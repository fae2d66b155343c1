'use client'

import { type ReactNode, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { AccessRequest, SharedRole } from '../../../../lib/api-schema.ts'
import { isolated } from '../../../../lib/isolated.ts'
import { localTime } from '../../../local-time.ts'
import { Button } from '../../../ui/button.tsx'
import { roleOptions } from '../../../ui/role-words.ts'
import { Select } from '../../../ui/select.tsx'
import { answerRequest } from './sharing-api.ts'
import type { Sharing } from './use-sharing.ts'

interface AccessRequestsProps {
  readonly id: string
  readonly requests: readonly AccessRequest[]
  readonly busy: boolean
  readonly act: Sharing['act']
}

/** People who ask to be let in, with an answer each. */
export function AccessRequests({ id, requests, busy, act }: AccessRequestsProps) {
  const t = useTranslations()
  if (requests.length === 0) return null
  return (
    <section
      aria-labelledby="requests"
      className="rounded-card border border-warning/30 bg-warning-soft/60 p-4"
    >
      <h3 id="requests" className="font-semibold">
        {t('share.requests.title')}
      </h3>
      <ul className="mt-2 space-y-4">
        {requests.map((request) => (
          <RequestRow
            key={request.userId}
            request={request}
            busy={busy}
            onAnswer={(role) => act(() => answerRequest(id, request.userId, role))}
          />
        ))}
      </ul>
    </section>
  )
}

function RequestRow({
  request,
  busy,
  onAnswer,
}: {
  request: AccessRequest
  busy: boolean
  onAnswer: (role: SharedRole | null) => void
}) {
  const t = useTranslations()
  const language = useLocale()
  const [role, setRole] = useState<SharedRole>(request.role)
  const { name, email, message, requestedAt } = request
  return (
    <li>
      <p>
        {t.rich('share.requests.asks', {
          name,
          account: email === null ? 'guest' : 'address',
          email: email ?? '',
          role: request.role,
          time: localTime(requestedAt, language),
          strong: (words) => (
            <strong className="font-medium">
              <bdi>{words}</bdi>
            </strong>
          ),
          soft: (words) => <span className="text-ink-soft">{words}</span>,
        })}
      </p>
      {message === '' ? null : (
        <p className="mt-0.5 break-words text-ink-soft">{t('share.requests.message', { message })}</p>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <Select
          aria-label={t('share.roleFor', { name: isolated(name) })}
          value={role}
          options={roleOptions(t)}
          onChoose={setRole}
          disabled={busy}
          className="w-40 max-sm:w-full"
        />
        <Button look="primary" className="h-9" disabled={busy} onClick={() => onAnswer(role)}>
          {t.rich('share.requests.letIn', { name: isolated(name), hidden })}
        </Button>
        <Button className="h-9" disabled={busy} onClick={() => onAnswer(null)}>
          {t.rich('share.requests.decline', { name: isolated(name), hidden })}
        </Button>
      </div>
    </li>
  )
}

const hidden = (words: ReactNode) => <span className="sr-only">{words}</span>
