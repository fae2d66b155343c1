import type { ChatMessage, ChatPage } from './chat-page.ts'
import { mentionsInMessage } from './chat-text.ts'
import type { TalkEvent, Unread } from './talk.ts'

/** Events that are kept for pages which were read before them. */
const KEPT_EVENTS = 1_000

/** A chat as one person sees it: what pages of its history and events, in whatever order they come, make of it. */
export interface ChatView {
  /** The last event that was taken. */
  readonly seq: number
  /** The last of the events that were taken, for pages that are behind them. */
  readonly recent: readonly TalkEvent[]
  /** Null before the first page is here. Without holes from the first of them on. */
  readonly messages: readonly ChatMessage[] | null
  /** Whether there are older ones. */
  readonly more: boolean
  readonly on: boolean
  /** How far this person has read. */
  readonly read: number
  /** What others have said since, and whether it names this person. */
  readonly unread: ReadonlyMap<number, boolean>
}

export const NO_CHAT: ChatView = {
  seq: 0,
  recent: [],
  messages: null,
  more: false,
  on: true,
  read: 0,
  unread: new Map(),
}

/** Takes events; those that it has taken are passed over. */
export function withEvents(view: ChatView, events: readonly TalkEvent[], selfId: string): ChatView {
  const fresh = events.filter(({ seq }) => seq > view.seq)
  const last = fresh.at(-1)
  if (last === undefined) return view
  let { messages, on } = view
  const unread = new Map(view.unread)
  for (const event of fresh) {
    const { seq, by, action } = event
    if (messages !== null) messages = applied(messages, event)
    if (action.kind === 'switch') on = action.on
    else if (action.kind === 'clear') unread.clear()
    else if (action.kind === 'delete') unread.delete(action.message)
    else if (action.kind === 'post' && by.id !== selfId && seq > view.read) {
      unread.set(seq, mentionsInMessage(action.text).includes(selfId))
    }
  }
  const recent = [...view.recent, ...fresh].slice(-KEPT_EVENTS)
  return { ...view, seq: last.seq, recent, messages, on, unread }
}

/**
 * Takes the last page, or the one before what is here. Null when it is so old that events it lacks are not known any
 * more: it is to be read again.
 */
export function withPage(view: ChatView, page: ChatPage): ChatView | null {
  const lacking = view.recent.filter(({ seq }) => seq > page.seq)
  if (view.seq - page.seq > lacking.length && view.seq > page.seq) return null
  const known = view.messages
  const first = known?.[0]?.seq ?? Number.POSITIVE_INFINITY
  let messages: readonly ChatMessage[] = page.messages
  for (const event of lacking) {
    if (known === null || event.action.kind !== 'post') messages = applied(messages, event)
  }
  // a chat that was cleared meanwhile has nothing older
  const cleared = lacking.some(({ action }) => action.kind === 'clear')
  const older = known === null ? messages : [...messages.filter(({ seq }) => seq < first), ...known]
  return { ...view, messages: older, more: page.more && !cleared, on: lacking.length > 0 ? view.on : page.on }
}

/** Says what the server knows of this person when listening begins. */
export function withReading(view: ChatView, on: boolean, read: number, unread: readonly Unread[]): ChatView {
  return { ...view, on, read, unread: new Map(unread.map(({ seq, forMe }) => [seq, forMe])) }
}

export function withRead(view: ChatView, seq: number): ChatView {
  if (seq <= view.read) return view
  return { ...view, read: seq, unread: new Map([...view.unread].filter(([each]) => each > seq)) }
}

/** All that is here may be out of date: only what comes behind `seq` is known. */
export const fromAnew = (view: ChatView, seq: number): ChatView => ({
  ...view,
  seq,
  recent: [],
  messages: null,
  more: false,
})

/** Applied to messages that know of it already it changes nothing in the end, in whatever order pages have come. */
function applied(messages: readonly ChatMessage[], event: TalkEvent): readonly ChatMessage[] {
  const { seq, time, by, action } = event
  switch (action.kind) {
    case 'post': {
      if (messages.some((message) => message.seq === seq)) return messages
      const posted = { seq, time, by, text: action.text, editedAt: null, reactions: [] }
      const at = messages.findLastIndex((message) => message.seq < seq) + 1
      return messages.toSpliced(at, 0, posted)
    }
    case 'clear':
      return messages.filter((message) => message.seq > seq)
    case 'edit':
      return changed(messages, action.message, (message) => ({
        ...message,
        text: action.text,
        editedAt: time,
      }))
    case 'delete':
      // an event whose words were taken away says that it is deleted, where it stood
      return changed(messages, action.message, (message) => ({ ...message, text: null, reactions: [] }))
    case 'react':
      return changed(messages, action.message, (message) => ({
        ...message,
        reactions: reacted(message.reactions, action.emoji, by.id, action.on),
      }))
    default:
      return messages
  }
}

/** What was taken back stays so. */
function changed(
  messages: readonly ChatMessage[],
  seq: number,
  change: (message: ChatMessage) => ChatMessage,
): readonly ChatMessage[] {
  return messages.map((message) => (message.seq === seq && message.text !== null ? change(message) : message))
}

function reacted(reactions: ChatMessage['reactions'], emoji: string, by: string, on: boolean) {
  const isKnown = reactions.some((each) => each.emoji === emoji)
  if (!isKnown) return on ? [...reactions, { emoji, by: [by] }] : reactions
  return reactions
    .map((each) => {
      if (each.emoji !== emoji) return each
      const others = each.by.filter((id) => id !== by)
      return { emoji, by: on ? (each.by.includes(by) ? each.by : [...others, by]) : others }
    })
    .filter((each) => each.by.length > 0)
}
