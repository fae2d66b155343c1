import type { Translator } from './i18n/translator.ts'
import { isolated } from './isolated.ts'
import type { NoticeItem } from './notice-list.ts'
import type { Role } from './roles.ts'

/** The place in the catalogue that says what a notice tells. */
function placeOf({ about, source, by, outcome }: Pick<NoticeItem, 'about' | 'source' | 'by' | 'outcome'>) {
  switch (about) {
    case 'mention':
      if (source === 'chat') return 'inbox.says.mentionInChat'
      if (source === 'comments') return 'inbox.says.mentionInComment'
      return by === null ? 'inbox.says.mentioned' : 'inbox.says.mention'
    case 'share':
      return by === null ? 'inbox.says.shared' : 'inbox.says.share'
    case 'answer':
      return outcome === null ? 'inbox.says.declined' : 'inbox.says.answer'
    case 'decided':
      return outcome === 'accepted' ? 'inbox.says.accepted' : 'inbox.says.rejected'
    case 'request':
    case 'reply':
    case 'thread':
    case 'chat':
    case 'resolved':
      return `inbox.says.${about}` as const
  }
}

export type NoticePlace = ReturnType<typeof placeOf>

export interface NoticeSaying {
  readonly place: NoticePlace
  readonly values: { readonly name: string; readonly title: string; readonly role: Role }
}

/** What a notice says: the place in the catalogue, and the values that it names. */
export function noticeSaying(t: Translator, notice: NoticeItem): NoticeSaying {
  const { by, title, outcome } = notice
  const values = {
    name: isolated(by?.name || t('inbox.somebody')),
    title: title === null ? t('inbox.hidden') : isolated(title || t('common.untitled')),
    role: outcome === 'accepted' || outcome === 'rejected' || outcome === null ? 'viewer' : outcome,
  }
  return { place: placeOf(notice), values }
}

/** What a notice says, as words alone. */
export function noticeSentence(t: Translator, notice: NoticeItem): string {
  const { place, values } = noticeSaying(t, notice)
  const plain = (words: string): string => words
  // the union of all these messages with their values is more than the compiler follows
  const say = t.markup as (place: NoticePlace, values: object) => string
  return say(place, { ...values, who: plain, doc: plain })
}
