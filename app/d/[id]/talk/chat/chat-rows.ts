import type { ChatMessage } from '../../../../../lib/chat-page.ts'

/** One author's messages stand together when no more than this lies between one and the next. */
const TOGETHER_MS = 5 * 60 * 1000

export interface ChatRow {
  readonly message: ChatMessage
  /** The first of a day where the reader is: the day is said above it. */
  readonly opensDay: boolean
  /** The first of several by one author: the name is said above it. */
  readonly opensGroup: boolean
  /** The first that was not read when the chat was opened. */
  readonly opensNew: boolean
}

const dayOf = (time: number): string => new Date(time).toDateString()

/** How messages are shown below each other. `readUpTo` null: nothing is marked as new. */
export function rowsOf(
  messages: readonly ChatMessage[],
  readUpTo: number | null,
  selfId: string,
): readonly ChatRow[] {
  const firstNew =
    readUpTo === null
      ? null
      : messages.find(({ seq, by, text }) => seq > readUpTo && by.id !== selfId && text !== null)
  return messages.map((message, index) => {
    const before = messages[index - 1]
    const opensDay = before === undefined || dayOf(before.time) !== dayOf(message.time)
    const opensNew = message === firstNew
    const opensGroup =
      opensDay ||
      opensNew ||
      before === undefined ||
      before.by.id !== message.by.id ||
      message.time - before.time > TOGETHER_MS
    return { message, opensDay, opensGroup, opensNew }
  })
}
