import { NOTICE_KINDS, NOTICE_OUTCOMES, NOTICE_SOURCES, WATCH_LEVELS } from './notice-values.ts'
import { count, listOf, type Of, object, oneOf, orNull, text, truth } from './shape.ts'

/**
 * A notice as a page reads it. `title` and `quote` are null for who may not open the document now; the quote also when
 * nothing was said there, or no more. `by` is null for who is not known. Times are ISO 8601.
 */
export const noticeItem = object({
  id: count,
  time: text,
  by: orNull(object({ id: text, name: text, color: text })),
  about: oneOf(...NOTICE_KINDS),
  source: oneOf(...NOTICE_SOURCES),
  outcome: orNull(oneOf(...NOTICE_OUTCOMES)),
  document: text,
  title: orNull(text),
  quote: orNull(text),
  /** Where it leads, from the root of this server. */
  address: text,
  read: truth,
})
export type NoticeItem = Of<typeof noticeItem>

/** The newest first. `seq` is the last event that the page knows of, `unread` counts those of all pages. */
export const noticePage = object({ seq: count, unread: count, notices: listOf(noticeItem), more: truth })
export type NoticePage = Of<typeof noticePage>

export const watching = object({ level: oneOf(...WATCH_LEVELS) })

/** `delivers`: this server sends letters. */
export const letterSetting = object({ on: truth, delivers: truth })
