import * as z from './schema.ts'
import { emoji, eventSeq, wordsUpTo } from './talk-values.ts'

/** Characters of one message of a chat. */
export const MAX_CHAT_TEXT = 4_000

export const chatText = wordsUpTo(MAX_CHAT_TEXT)

/** What somebody does in a chat. `message` is the number of the event that posted it. */
export const chatActions = [
  z.strictObject({ kind: z.literal('post'), text: chatText }),
  z.strictObject({ kind: z.literal('edit'), message: eventSeq, text: chatText }),
  z.strictObject({ kind: z.literal('delete'), message: eventSeq }),
  z.strictObject({ kind: z.literal('react'), message: eventSeq, emoji, on: z.boolean() }),
  /** Takes all messages away. */
  z.strictObject({ kind: z.literal('clear') }),
  /** Opens the chat for messages, or closes it. */
  z.strictObject({ kind: z.literal('switch'), on: z.boolean() }),
] as const
export const chatAction = z.discriminatedUnion('kind', chatActions)
export type ChatAction = z.infer<typeof chatAction>
