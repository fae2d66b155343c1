import type { AuditEntry } from '../../../../lib/api-schema.ts'
import type { Language } from '../../../../lib/i18n/languages.ts'
import type { Translator } from '../../../../lib/i18n/translator.ts'
import { isolated } from '../../../../lib/isolated.ts'
import { ROLES } from '../../../../lib/roles.ts'
import { localTime } from '../../../local-time.ts'

/** One change of access as a plain sentence. */
export function auditSentence(
  t: Translator,
  { actor: by, action, subject, detail }: AuditEntry,
  language: Language,
): string {
  const actor = isolated(by)
  const about = { actor, whom: isolated(subject ?? ''), known: subject === null ? 'no' : 'yes' } as const
  const role = ROLES.find((name) => name === detail?.role) ?? 'none'
  switch (action) {
    case 'created':
      return t('audit.created', { actor })
    case 'granted':
      return t('audit.granted', { ...about, role })
    case 'removed':
      return t('audit.removed', about)
    case 'left':
      return t('audit.left', { actor })
    case 'invited':
      return t('audit.invited', { ...about, role })
    case 'uninvited':
      return t('audit.uninvited', about)
    case 'joined':
      return t('audit.joined', { actor, role })
    case 'link': {
      const { role: given, expiresAt, password } = detail ?? {}
      if (given === null) return t('audit.linkOff', { actor })
      const end = typeof expiresAt === 'string' ? localTime(expiresAt, language) : ''
      return t('audit.link', {
        actor,
        role,
        ends: typeof expiresAt === 'string' ? 'yes' : 'no',
        end,
        password: password === 'set' || password === 'removed' ? password : 'kept',
      })
    }
    case 'opened':
      return t('audit.opened', { actor, role })
    case 'requested':
      return t('audit.requested', { actor, role })
    case 'refused':
      return t('audit.refused', about)
    case 'banned':
      return t('audit.banned', about)
    case 'unbanned':
      return t('audit.unbanned', about)
    case 'transferred':
      return t('audit.transferred', about)
    case 'closed':
      return t('audit.closed', { actor })
    case 'chat-cleared':
      return t('audit.chatCleared', { actor })
    case 'chat-on':
      return t('audit.chatOn', { actor })
    case 'chat-off':
      return t('audit.chatOff', { actor })
    case 'trashed':
      return t('audit.trashed', { actor })
  }
}
