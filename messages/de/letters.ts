import type { Translation } from '../../lib/i18n/messages.ts'
import type { letters as english } from '../en/letters.ts'

export const letters: Translation<typeof english> = {
  reset: {
    subject: 'Wähle ein neues Passwort für Scriptorium',
    who: 'Jemand, wahrscheinlich du, hat um ein neues Passwort für das Konto mit dieser Adresse gebeten.',
    link: 'Wähle es innerhalb einer Stunde hier: {address}',
    otherwise: 'Warst du es nicht, tu nichts: Dein Passwort bleibt, wie es ist.',
  },
  verification: {
    subject: 'Bestätige deine Adresse für Scriptorium',
    who: 'Jemand, wahrscheinlich du, hat mit dieser Adresse ein Konto angelegt.',
    link: 'Bestätige, dass sie deine ist: {address}',
    after: 'Dokumente, die mit dieser Adresse geteilt wurden, sind danach für dich offen.',
  },
}
