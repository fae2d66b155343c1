'use client'

import { useState } from 'react'
import type { AccessRequest, SharedRole } from '../../../../lib/api-schema.ts'
import { localTime } from '../../../local-time.ts'
import { Button } from '../../../ui/button.tsx'
import { ROLE_OPTIONS, ROLE_VERBS } from '../../../ui/role-words.ts'
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
  if (requests.length === 0) return null
  return (
    <section
      aria-labelledby="requests"
      className="rounded-card border border-warning/30 bg-warning-soft/60 p-4"
    >
      <h3 id="requests" className="font-semibold">
        Waiting for your answer
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
  const [role, setRole] = useState<SharedRole>(request.role)
  const { name, email, message, requestedAt } = request
  return (
    <li>
      <p>
        <strong className="font-medium">{name}</strong>{' '}
        <span className="text-ink-soft">
          ({email ?? 'guest'}) asks to {ROLE_VERBS[request.role]} · {localTime(requestedAt)}
        </span>
      </p>
      {message === '' ? null : <p className="mt-0.5 break-words text-ink-soft">“{message}”</p>}
      <div className="mt-2 flex flex-wrap gap-2">
        <Select
          aria-label={`Role for ${name}`}
          value={role}
          options={ROLE_OPTIONS}
          onChoose={setRole}
          disabled={busy}
          className="w-36"
        />
        <Button look="primary" className="h-9" disabled={busy} onClick={() => onAnswer(role)}>
          Let in<span className="sr-only">: {name}</span>
        </Button>
        <Button className="h-9" disabled={busy} onClick={() => onAnswer(null)}>
          Decline<span className="sr-only">: {name}</span>
        </Button>
      </div>
    </li>
  )
}
