import { expect, test } from 'vitest'
import { createID, RelativePosition } from 'yjs'
import { withEvents, withThreads } from '../../lib/comment-view.ts'
import type { CommentAction } from '../../lib/comments.ts'
import { encodePlace } from '../../lib/passage.ts'
import type { TalkEvent } from '../../lib/talk.ts'

const ADA = { id: 'ada', name: 'Ada', color: '#123456' }
const at = (clock: number, assoc: number) =>
  encodePlace(new RelativePosition(null, null, createID(7, clock), assoc))
const passage = {
  start: at(1, 0),
  end: at(5, -1),
  quote: 'words',
  length: 5,
  tail: '',
  before: '',
  after: '',
}

const events = (...actions: readonly CommentAction[]): TalkEvent[] =>
  actions.map((action, index) => ({ seq: index + 1, time: index, by: ADA, action }))

const ALL = events(
  { kind: 'suggest', passage, replacement: 'letters', text: null },
  { kind: 'reply', thread: 1, text: 'why?' },
  { kind: 'cheer', comment: 2, emoji: '👍', on: true },
  { kind: 'amend', comment: 2, text: 'why not?' },
  { kind: 'decide', thread: 1, accept: true },
)

test('[O1] events make the threads, each once, however often they come', () => {
  const once = withEvents(new Map(), ALL)
  expect(withEvents(once, ALL)).toEqual(once)
  const thread = once.get(1)
  expect(thread).toMatchObject({ state: 'accepted', stateBy: ADA, replacement: 'letters' })
  expect(thread?.comments[1]).toMatchObject({
    text: 'why not?',
    editedAt: 3,
    reactions: [{ emoji: '👍', by: ['ada'] }],
  })
})

test('[O4] what was withdrawn is not shown; a thread in which nothing is left goes', () => {
  const threads = withEvents(new Map(), ALL)
  const [first, second] = [1, 2].map((comment, index) => ({
    seq: 6 + index,
    time: 9,
    by: ADA,
    action: { kind: 'withdraw', comment } as const,
  }))
  const left = withEvents(threads, [first as TalkEvent])
  expect(left.get(1)).toMatchObject({
    replacement: null,
    comments: [{ withdrawn: true }, { text: 'why not?' }],
  })
  expect(withEvents(left, [second as TalkEvent])).toEqual(new Map())
})

test('[O2] a page of threads replaces what was known of them', () => {
  const known = withEvents(new Map(), ALL)
  const [thread] = known.values()
  if (thread === undefined) throw new Error('there is a thread')
  const fresh = { ...thread, state: 'open' as const }
  expect(withThreads(known, { seq: 9, threads: [fresh], more: false }).get(1)).toBe(fresh)
})
