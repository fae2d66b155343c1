import { describe, expect, test } from 'vitest'
import type { ChatAction } from '../../lib/chat.ts'
import type { ChatMessage, ChatPage } from '../../lib/chat-page.ts'
import { mentionToken } from '../../lib/chat-text.ts'
import {
  type ChatView,
  fromAnew,
  NO_CHAT,
  withEvents,
  withPage,
  withRead,
  withReading,
} from '../../lib/chat-view.ts'
import type { TalkEvent } from '../../lib/talk.ts'

const ADA = { id: 'ada', name: 'Ada', color: '#112233' }
const BOB = { id: 'bob', name: 'Bob', color: '#332211' }

const event = (seq: number, action: ChatAction, by = BOB): TalkEvent => ({
  seq,
  time: seq * 1000,
  by,
  action,
})
const post = (seq: number, text: string, by = BOB) => event(seq, { kind: 'post', text }, by)

/** What a page says that was read after `events`: the last `limit` messages before `before`. */
function pageAfter(events: readonly TalkEvent[], limit = 50, before = Number.POSITIVE_INFINITY): ChatPage {
  const view = withEvents({ ...NO_CHAT, messages: [] }, events, 'nobody')
  const all = (view.messages ?? []).filter(({ seq }) => seq < before)
  return { seq: view.seq, on: view.on, messages: all.slice(-limit), more: all.length > limit }
}

const texts = ({ messages }: ChatView): (string | null)[] => messages?.map(({ text }) => text) ?? []

const STORY: readonly TalkEvent[] = [
  post(1, 'one'),
  post(2, 'two', ADA),
  event(3, { kind: 'react', message: 1, emoji: '👍', on: true }, ADA),
  event(4, { kind: 'edit', message: 1, text: 'ONE' }),
  post(5, 'three'),
  event(6, { kind: 'react', message: 1, emoji: '👍', on: true }),
  event(7, { kind: 'react', message: 1, emoji: '👍', on: false }, ADA),
  event(8, { kind: 'edit', message: 5, text: 'THREE' }),
  event(9, { kind: 'delete', message: 2 }, ADA),
  post(10, 'four', ADA),
  event(11, { kind: 'switch', on: false }, ADA),
]

describe('[V12] what is seen does not depend on when a page was read and which events came before it', () => {
  const whole = withPage(NO_CHAT, pageAfter(STORY)) as ChatView
  const shown = ({ messages, on }: ChatView) => ({ messages, on })

  test.each(STORY.map((_, index) => index))('a page from after event %i, read while events came', (at) => {
    const page = pageAfter(STORY.slice(0, at))
    for (let heard = 0; heard <= STORY.length; heard += 1) {
      // the page comes when `heard` events have come; those behind it come later
      const before = withEvents(NO_CHAT, STORY.slice(0, heard), 'ada')
      const paged = withPage(before, page)
      expect(paged).not.toBeNull()
      const after = withEvents(paged as ChatView, STORY.slice(Math.min(heard, at)), 'ada')
      expect(shown(after), `heard ${heard}`).toEqual(shown(whole))
    }
  })

  test('each event is taken once, however often it comes', () => {
    const twice = withEvents(withEvents(whole, STORY, 'ada'), STORY, 'ada')
    expect(shown(twice)).toEqual(shown(whole))
  })

  test('older pages go before what is here, with what has happened to them since', () => {
    const last = withPage(NO_CHAT, pageAfter(STORY.slice(0, 5), 1)) as ChatView
    expect(texts(last)).toEqual(['three'])
    const later = withEvents({ ...last, seq: 5 }, STORY.slice(5), 'ada')
    const older = withPage(later, pageAfter(STORY.slice(0, 6), 50, 5)) as ChatView
    expect(older.messages).toEqual(whole.messages)
    expect(older.more).toBe(false)
  })

  test('a chat that was cleared has nothing older', () => {
    const story = [...STORY, event(12, { kind: 'clear' }, ADA), post(13, 'anew')]
    const view = withEvents(withPage(NO_CHAT, pageAfter(STORY, 2)) as ChatView, story, 'ada')
    expect(texts(view)).toEqual(['anew'])
    expect(texts(withPage(view, pageAfter(STORY, 50, 5)) as ChatView)).toEqual(['anew'])
  })

  test('a page that is older than what is known of events is to be read again', () => {
    const many = Array.from({ length: 1_500 }, (_, at) => post(at + 1, `${at}`))
    const view = withEvents(NO_CHAT, many, 'ada')
    expect(withPage(view, pageAfter(many.slice(0, 100)))).toBeNull()
    expect(withPage(view, pageAfter(many.slice(0, 1_400)))).not.toBeNull()
    expect(texts(fromAnew(view, 2_000))).toEqual([])
  })
})

test('[V14] what others say is unread until it is read, here or elsewhere, or taken away', () => {
  const start = withReading(NO_CHAT, true, 4, [
    { seq: 5, forMe: false },
    { seq: 6, forMe: true },
  ])
  const view = withEvents(
    { ...start, seq: 6 },
    [
      post(7, 'mine', ADA),
      post(8, `hey ${mentionToken('Ada', 'ada')}`),
      post(9, 'oops'),
      event(10, { kind: 'delete', message: 9 }),
      event(11, { kind: 'delete', message: 5 }),
    ],
    'ada',
  )
  expect([...view.unread]).toEqual([
    [6, true],
    [8, true],
  ])
  expect([...withRead(view, 6).unread]).toEqual([[8, true]])
  expect(withRead(withRead(view, 8), 6).read).toBe(8)
  expect(withEvents(view, [event(12, { kind: 'clear' })], 'ada').unread.size).toBe(0)
})

test('[V6] what was taken back does not come again by an older change', () => {
  const gone: ChatMessage = { seq: 1, time: 1, by: BOB, text: null, editedAt: 3, reactions: [] }
  const view = withPage(NO_CHAT, { seq: 9, on: true, messages: [gone], more: false }) as ChatView
  const late = withEvents(
    view,
    [
      event(4, { kind: 'edit', message: 1, text: 'again' }),
      event(5, { kind: 'react', message: 1, emoji: '👍', on: true }),
    ],
    'ada',
  )
  expect(late.messages).toEqual([gone])
})
