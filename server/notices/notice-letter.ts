import { translatorOf } from '../../lib/i18n/translator.ts'
import type { NoticeItem } from '../../lib/notice-list.ts'
import { noticeSentence } from '../../lib/notice-sentence.ts'
import { titleLine } from '../../lib/title-line.ts'
import type { Letter } from '../mailer.ts'
import type { LetterReader } from './letter-settings.ts'

/** Notices of one letter; of more it says how many there are. */
const MAX_SHOWN = 30

export interface LetterAddresses {
  /** Where people reach this server. */
  readonly origin: string
  /** See `LetterSettings.stopToken`. */
  readonly stopToken: string
}

/** One letter with all that a person has not read. One click on what the mail program offers stops them (RFC 8058). */
export function noticeLetter(
  { name, email, language }: LetterReader,
  notices: readonly NoticeItem[],
  { origin, stopToken }: LetterAddresses,
): Letter {
  const t = translatorOf(language)
  const rows = notices.slice(-MAX_SHOWN).map((notice) => {
    const quote = notice.quote === null ? [] : [`  “${notice.quote}”`]
    return [`• ${titleLine(noticeSentence(t, notice))}`, ...quote, `  ${origin}${notice.address}`].join('\n')
  })
  const address = `${origin}/letters#${stopToken}`
  return {
    to: email,
    subject: t('inbox.letter.subject', { count: notices.length }),
    text: [
      t('inbox.letter.greeting', { name }),
      t('inbox.letter.intro'),
      ...rows,
      t('inbox.letter.stop', { address }),
    ].join('\n\n'),
    headers: {
      'List-Unsubscribe': `<${origin}/api/notices/letters/stop?token=${stopToken}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}
