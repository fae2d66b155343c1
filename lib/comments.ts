import { isWhole, passage } from './passage.ts'
import * as z from './schema.ts'
import { emoji, eventSeq, wordsUpTo } from './talk-values.ts'

/** UTF-16 units of one comment, and of the words that a suggestion puts in the place of others. */
export const MAX_COMMENT_TEXT = 4_000
export const MAX_REPLACEMENT = 4_000
/** Threads of a document, and comments of a thread. */
export const MAX_THREADS = 2_000
export const MAX_COMMENTS = 200
/** Passages that are put right by one action. */
const MAX_REANCHORED = 20

const words = wordsUpTo(MAX_COMMENT_TEXT)

/**
 * What somebody does beside the text. `thread` is the number of the event that began it; so is `comment`, of the event
 * that said it. The first comment of a thread has the thread's number.
 */
export const commentActions = [
  z.strictObject({ kind: z.literal('thread'), passage, text: words }),
  /** Proposes other words for a passage within one line; none to take it away. `text` says why. */
  z.strictObject({
    kind: z.literal('suggest'),
    passage: passage.check(z.refine(isWhole)),
    replacement: z.string().check(z.maxLength(MAX_REPLACEMENT), z.regex(/^[^\p{Cc}\p{Cs}]*$/u)),
    text: z.nullable(words),
  }),
  z.strictObject({ kind: z.literal('reply'), thread: eventSeq, text: words }),
  z.strictObject({ kind: z.literal('amend'), comment: eventSeq, text: words }),
  z.strictObject({ kind: z.literal('withdraw'), comment: eventSeq }),
  z.strictObject({ kind: z.literal('cheer'), comment: eventSeq, emoji, on: z.boolean() }),
  z.strictObject({ kind: z.literal('resolve'), thread: eventSeq }),
  z.strictObject({ kind: z.literal('reopen'), thread: eventSeq }),
  z.strictObject({ kind: z.literal('decide'), thread: eventSeq, accept: z.boolean() }),
  /** Says where passages are now that somebody has made anew what they stood in. */
  z.strictObject({
    kind: z.literal('reanchor'),
    moves: z
      .array(z.strictObject({ thread: eventSeq, passage }))
      .check(z.minLength(1), z.maxLength(MAX_REANCHORED)),
  }),
] as const
export const commentAction = z.discriminatedUnion('kind', commentActions)
export type CommentAction = z.infer<typeof commentAction>

/** What has become of a thread; a suggestion is decided on, or resolved without. */
export const THREAD_STATES = ['open', 'resolved', 'accepted', 'rejected'] as const
export type ThreadState = (typeof THREAD_STATES)[number]
