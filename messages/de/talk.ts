import type { Translation } from '../../lib/i18n/messages.ts'
import type { talk as english } from '../en/talk.ts'

export const talk: Translation<typeof english> = {
  label: 'Gespräch',
  close: 'Leiste schließen',
  tabs: {
    comments: 'Kommentare',
    chat: 'Chat',
  },
  newsOfAll: '{count, plural, one {Gespräch, 1 Neuigkeit} other {Gespräch, # Neuigkeiten}}',
  news: {
    comments: '{count, plural, one {Kommentare, 1 neuer} other {Kommentare, # neue}}',
    chat: '{count, plural, one {Chat, 1 neue Nachricht} other {Chat, # neue Nachrichten}}',
  },
}
