import { mentionsInMessage } from '../../lib/chat-text.ts'
import { chatPlace, commentPlace, type NoticeOutcome, type WatchLevel } from '../../lib/notice-values.ts'
import type { Notice } from '../../lib/notices.ts'
import type { TalkAction, TalkEvent } from '../../lib/talk.ts'
import type { ThreadPeople } from '../talk/notice-log.ts'

/** People that one thing said can name, at most. */
const MAX_NAMED = 50

const namedIn = (text: string): readonly string[] => mentionsInMessage(text).slice(0, MAX_NAMED)

/** What has to be known of a document to say whom an event concerns. */
export interface Circle {
  /** Of those who do not want the usual. */
  readonly levels: ReadonlyMap<string, WatchLevel>
  /** The thread of comments that the event is about, with who has said something there; null for none. */
  readonly thread: ThreadPeople | null
}

/** A notice for one person, from an event of a chat or of comments. */
export interface Recipient {
  readonly person: string
  readonly notice: Pick<Notice, 'about' | 'item' | 'place' | 'outcome'>
  /** Tells the notices of one topic apart, so that the same event twice is one notice. */
  readonly key: string
}

interface Told {
  readonly about: Notice['about']
  readonly people: Iterable<string>
}

/** A comment of the thread that has to be known for {@link recipientsOf}; null for none. */
export function commentOf(action: TalkAction): number | null {
  if (action.kind === 'amend') return action.comment
  return action.kind === 'reply' || action.kind === 'resolve' || action.kind === 'decide'
    ? action.thread
    : null
}

/**
 * Whom an event concerns: each person once, by the first reason. Nobody is told of what they did themselves, nor who
 * has muted the document.
 */
export function recipientsOf({ seq, by, action }: TalkEvent, { levels, thread }: Circle): Recipient[] {
  const people = thread?.people ?? []
  const watching = [...levels].flatMap(([person, level]) => (level === 'watch' ? [person] : []))
  const send = (
    reasons: readonly Told[],
    item: number,
    place: string,
    outcome: NoticeOutcome | null = null,
    key = String(seq),
  ): Recipient[] => {
    const found = new Map<string, Recipient>()
    for (const { about, people: those } of reasons) {
      for (const person of those) {
        if (person === by.id || levels.get(person) === 'mute' || found.has(person)) continue
        found.set(person, { person, notice: { about, item, place, outcome }, key })
      }
    }
    return [...found.values()]
  }
  switch (action.kind) {
    case 'post': {
      const reasons: Told[] = [
        { about: 'mention', people: namedIn(action.text) },
        { about: 'chat', people: watching },
      ]
      return send(reasons, seq, chatPlace(seq))
    }
    case 'edit': {
      const { message } = action
      const named: Told = { about: 'mention', people: namedIn(action.text) }
      return send([named], message, chatPlace(message), null, `${message}+`)
    }
    case 'thread':
    case 'suggest': {
      const reasons: Told[] = [
        { about: 'mention', people: namedIn(action.text ?? '') },
        { about: 'thread', people: watching },
      ]
      return send(reasons, seq, commentPlace(seq))
    }
    case 'reply': {
      const reasons: Told[] = [
        { about: 'mention', people: namedIn(action.text) },
        { about: 'reply', people },
      ]
      return send(reasons, seq, commentPlace(action.thread))
    }
    case 'amend': {
      const { comment } = action
      const named: Told = { about: 'mention', people: namedIn(action.text) }
      return send([named], comment, commentPlace(thread?.thread ?? comment), null, `${comment}+`)
    }
    case 'resolve':
      return send([{ about: 'resolved', people }], action.thread, commentPlace(action.thread))
    case 'decide': {
      const outcome = action.accept ? 'accepted' : 'rejected'
      const { thread: item } = action
      return send([{ about: 'decided', people }], item, commentPlace(item), outcome)
    }
    default:
      return []
  }
}
