import type { Language } from '../../lib/i18n/languages.ts'
import type { Translator } from '../../lib/i18n/translator.ts'
import type { NoticeItem } from '../../lib/notice-list.ts'

const DAY_MS = 24 * 60 * 60 * 1000

export interface NoticeDay {
  /** Where the reader is. */
  readonly day: string
  readonly words: string
  readonly notices: readonly NoticeItem[]
}

/** Notices by the day of the reader's own calendar, in the order they have. `now` in milliseconds since 1970. */
export function daysOf(
  t: Translator,
  language: Language,
  notices: readonly NoticeItem[],
  now: number,
): readonly NoticeDay[] {
  const days: (NoticeDay & { notices: NoticeItem[] })[] = []
  for (const notice of notices) {
    const then = new Date(notice.time)
    const day = dayOf(then)
    const last = days.at(-1)
    if (last?.day === day) last.notices.push(notice)
    else days.push({ day, words: wordsOf(t, language, then, new Date(now)), notices: [notice] })
  }
  return days
}

const dayOf = (date: Date): string => `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`

function wordsOf(t: Translator, language: Language, then: Date, now: Date): string {
  if (dayOf(then) === dayOf(now)) return t('inbox.today')
  const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12)
  if (dayOf(then) === dayOf(new Date(noon.getTime() - DAY_MS))) return t('inbox.yesterday')
  const isThisYear = then.getFullYear() === now.getFullYear()
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, isThisYear ? day : { ...day, year: 'numeric' }).format(then)
}
