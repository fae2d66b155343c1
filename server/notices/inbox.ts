import { plainMessage } from '../../lib/chat-text.ts'
import type { DocumentId } from '../../lib/ids.ts'
import type { NoticeItem, NoticePage } from '../../lib/notice-list.ts'
import type { NoticeLog, StoredNotice } from '../talk/notice-log.ts'
import type { Audience } from './audience.ts'

/** UTF-16 units of a quote. */
const MAX_QUOTE = 200

/** Reads what people were told. What a document says is in it only for who may open the document at that moment. */
export class Inbox {
  readonly #log: Pick<NoticeLog, 'inbox'>
  readonly #audience: Pick<Audience, 'titleFor'>

  constructor(log: Pick<NoticeLog, 'inbox'>, audience: Pick<Audience, 'titleFor'>) {
    this.#log = log
    this.#audience = audience
  }

  /** The last `limit` notices before notice `before`. */
  async page(person: string, before: number, limit: number): Promise<NoticePage> {
    const { seq, unread, notices, more } = await this.#log.inbox(person, before, limit)
    return { seq, unread, notices: await this.shown(person, notices), more }
  }

  /** Notices as their person may see them now. */
  async shown(person: string, notices: readonly StoredNotice[]): Promise<NoticeItem[]> {
    const titles = new Map<DocumentId, string | null>()
    for (const { document } of notices) {
      if (!titles.has(document)) titles.set(document, await this.#audience.titleFor(document, person))
    }
    return notices.map((notice) => itemOf(notice, titles.get(notice.document) ?? null))
  }
}

function itemOf(notice: StoredNotice, title: string | null): NoticeItem {
  const { seq, time, by, about, source, outcome, document, place, quote, readAt } = notice
  return {
    id: seq,
    time: new Date(time).toISOString(),
    by: by.id === '' ? null : by,
    about,
    source,
    outcome,
    document,
    title,
    quote: title === null || quote === null ? null : shortQuote(quote),
    address: `/d/${document}${place === '' ? '' : `#${place}`}`,
    read: readAt !== null,
  }
}

function shortQuote(text: string): string {
  const plain = plainMessage(text).replaceAll(/\s+/g, ' ').trim()
  return plain.length > MAX_QUOTE ? `${plain.slice(0, MAX_QUOTE).toWellFormed()}…` : plain
}
