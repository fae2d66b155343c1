import type { AuditEntry } from '../../../../lib/api-schema.ts'
import { ROLES } from '../../../../lib/roles.ts'
import { localTime } from '../../../local-time.ts'
import { ROLE_VERBS } from '../../../ui/role-words.ts'

/** One change of access as a plain sentence. */
export function auditSentence({ actor, action, subject, detail }: AuditEntry): string {
  const whom = subject ?? 'somebody'
  const may = verbOf(detail?.role)
  switch (action) {
    case 'created':
      return `${actor} created this document`
    case 'granted':
      return `${actor} lets ${whom} ${may}`
    case 'removed':
      return `${actor} removed ${whom}`
    case 'left':
      return `${actor} left`
    case 'invited':
      return `${actor} invited ${whom} to ${may}`
    case 'uninvited':
      return `${actor} withdrew the invitation of ${whom}`
    case 'joined':
      return `${actor} accepted an invitation to ${may}`
    case 'link':
      return linkSentence(actor, may, detail ?? {})
    case 'opened':
      return `${actor} came by the link to ${may}`
    case 'requested':
      return `${actor} asked to ${may}`
    case 'refused':
      return `${actor} declined the request of ${whom}`
    case 'banned':
      return `${actor} banned ${whom}`
    case 'unbanned':
      return `${actor} lifted the ban of ${whom}`
    case 'transferred':
      return `${actor} made ${whom} the owner`
    case 'trashed':
      return `${actor} put this document into the trash`
  }
}

function verbOf(role: unknown): string {
  const known = ROLES.find((name) => name === role)
  return known === undefined ? 'open it' : ROLE_VERBS[known]
}

function linkSentence(actor: string, may: string, detail: Readonly<Record<string, unknown>>): string {
  const { role, expiresAt, password } = detail
  if (role === null) return `${actor} turned the link off`
  const until = typeof expiresAt === 'string' ? `, until ${localTime(expiresAt)}` : ''
  const key =
    password === 'set' ? ', with a new password' : password === 'removed' ? ', without a password' : ''
  return `${actor} lets anyone with the link ${may}${until}${key}`
}
