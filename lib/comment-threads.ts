import { THREAD_STATES } from './comments.ts'
import { passage } from './passage.ts'
import * as z from './schema.ts'
import { actor } from './talk.ts'

const seq = z.int().check(z.positive())

/** A comment as it is now. `text` is null when it was withdrawn, or a suggestion said nothing. Times in milliseconds since 1970. */
export const comment = z.object({
  seq,
  time: z.int(),
  by: actor,
  text: z.nullable(z.string()),
  editedAt: z.nullable(z.int()),
  withdrawn: z.boolean(),
  /** Who has reacted how, in the order of the first of each. */
  reactions: z.array(z.object({ emoji: z.string(), by: z.array(z.string()) })),
})
export type Comment = z.infer<typeof comment>

/** A thread as it is now. */
export const thread = z.object({
  seq,
  /** Where its words are, and what they were when that was last said. */
  passage,
  /** What its words were when it began. */
  quote: z.string(),
  /** Null for what suggests nothing. */
  replacement: z.nullable(z.string()),
  state: z.enum(THREAD_STATES),
  /** Who made it so, and when; null while it has always been open. */
  stateBy: z.nullable(actor),
  stateAt: z.nullable(z.int()),
  /** In the order in which they were said; the first has the number of the thread. */
  comments: z.array(comment),
})
export type Thread = z.infer<typeof thread>

/** Some threads of a document in the order in which they began, as of event `seq`. */
export const threadPage = z.object({
  seq: z.int().check(z.nonnegative()),
  threads: z.array(thread),
  /** Whether there are later ones: ask behind the last of these. */
  more: z.boolean(),
})
export type ThreadPage = z.infer<typeof threadPage>
