import type { Translation } from '../../lib/i18n/messages.ts'
import type { notices as english } from '../en/notices.ts'

export const notices: Translation<typeof english> = {
  asksForAccess: '{name} bittet um Zugang. Antworte unter „Teilen“.',
  gatheredTooOften: 'Du hast gerade alle gerufen. Warte einen Moment, bevor du es wieder tust.',
  revoked: '{name} hat dir den Zugang genommen.',
  banned: '{name} hat dieses Dokument für dich geschlossen.',
  deleted: '{name} hat dieses Dokument in den Papierkorb gelegt.',
}
