import type { Language } from '../lib/i18n/languages.ts'
import { translatorOf } from '../lib/i18n/translator.ts'
import type { Letter } from './mailer.ts'

/** Paragraphs of plain text. */
const letter = (to: string, subject: string, ...paragraphs: readonly string[]): Letter => ({
  to,
  subject,
  text: paragraphs.join('\n\n'),
})

/** Leads to where a new password is chosen. */
export function resetLetter(language: Language, to: string, address: string): Letter {
  const t = translatorOf(language)
  return letter(
    to,
    t('letters.reset.subject'),
    t('letters.reset.who'),
    t('letters.reset.link', { address }),
    t('letters.reset.otherwise'),
  )
}

/** Leads to where an e-mail address is confirmed. */
export function verificationLetter(language: Language, to: string, address: string): Letter {
  const t = translatorOf(language)
  return letter(
    to,
    t('letters.verification.subject'),
    t('letters.verification.who'),
    t('letters.verification.link', { address }),
    t('letters.verification.after'),
  )
}
