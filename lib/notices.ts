import { parseDocumentId } from './ids.ts'
import { NOTICE_KINDS, NOTICE_OUTCOMES, NOTICE_SOURCES } from './notice-values.ts'
import * as z from './schema.ts'
import { eventSeq } from './talk-values.ts'

/**
 * What a person is told, without a word of the document: what it says there is looked up when it is read, by what
 * the reader may open then.
 */
export const notice = z.strictObject({
  kind: z.literal('notice'),
  about: z.enum(NOTICE_KINDS),
  document: z.string().check(z.refine((id) => parseDocumentId(id) !== null)),
  source: z.enum(NOTICE_SOURCES),
  /** The message or comment that it is about, by its number. */
  item: z.nullable(eventSeq),
  /** The end of the address that leads there, without `#`. */
  place: z.string().check(z.regex(/^[\w=-]{0,80}$/)),
  outcome: z.nullable(z.enum(NOTICE_OUTCOMES)),
})
export type Notice = z.infer<typeof notice>

/** What happens in an inbox. Notices are written by the server alone; `notice` is the number of the event that brought it. */
export const noticeActions = [
  notice,
  z.strictObject({ kind: z.literal('read-notice'), notice: eventSeq }),
  /** Everything that had come by then, so that nothing goes by unseen that comes meanwhile. */
  z.strictObject({ kind: z.literal('read-notices'), upTo: eventSeq }),
] as const
export const noticeAction = z.discriminatedUnion('kind', noticeActions)
export type NoticeAction = z.infer<typeof noticeAction>
