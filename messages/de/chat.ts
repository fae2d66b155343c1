import type { Translation } from '../../lib/i18n/messages.ts'
import type { chat as english } from '../en/chat.ts'

export const chat: Translation<typeof english> = {
  empty: {
    words: 'Hier wurde noch nichts gesagt.',
  },
}
