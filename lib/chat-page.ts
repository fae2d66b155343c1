import { listOf, number, type Of, object, orNull, text, truth } from './shape.ts'

const author = object({ id: text, name: text, color: text })

/** A message as it is now. `text` is null when it was taken back. Times in milliseconds since 1970. */
export const chatMessage = object({
  seq: number,
  time: number,
  by: author,
  text: orNull(text),
  editedAt: orNull(number),
  /** Who has reacted how, in the order of the first of each. */
  reactions: listOf(object({ emoji: text, by: listOf(text) })),
})
export type ChatMessage = Of<typeof chatMessage>

/** Messages in the order in which they were said, as they were at event `seq`. `more`: there are older ones. */
export const chatPage = object({ seq: number, on: truth, messages: listOf(chatMessage), more: truth })
export type ChatPage = Of<typeof chatPage>
