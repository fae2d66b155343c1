import type { Comment, Thread, ThreadPage } from './comment-threads.ts'
import { type CommentAction, commentAction } from './comments.ts'
import type { TalkEvent } from './talk.ts'

/** The threads of a document by their numbers, as of some event. */
export type Threads = ReadonlyMap<number, Thread>

/** The threads with more of them. */
export const withThreads = (threads: Threads, { threads: more }: ThreadPage): Threads =>
  new Map([...threads, ...more.map((thread) => [thread.seq, thread] as const)])

/** The threads after these events. What has been taken in before changes nothing. */
export function withEvents(threads: Threads, events: readonly TalkEvent[]): Threads {
  const next = new Map(threads)
  for (const event of events) {
    const action = commentAction.safeParse(event.action).data
    if (action !== undefined) take(next, event, action)
  }
  return next
}

function take(threads: Map<number, Thread>, event: TalkEvent, action: CommentAction): void {
  const { seq, time, by } = event
  const change = (thread: Thread | undefined, part: Partial<Thread>): void => {
    if (thread !== undefined) threads.set(thread.seq, { ...thread, ...part })
  }
  const settle = (number: number, state: Thread['state']): void =>
    change(threads.get(number), { state, stateBy: by, stateAt: time })
  switch (action.kind) {
    case 'thread':
    case 'suggest': {
      const { passage, text } = action
      const replacement = action.kind === 'suggest' ? action.replacement : null
      const said = { passage, quote: passage.quote, replacement, comments: [newComment(event, text)] }
      if (!threads.has(seq)) threads.set(seq, { seq, state: 'open', stateBy: null, stateAt: null, ...said })
      return
    }
    case 'reply': {
      const thread = threads.get(action.thread)
      if (thread?.comments.some((comment) => comment.seq >= seq) === false)
        change(thread, { comments: [...thread.comments, newComment(event, action.text)] })
      return
    }
    case 'amend':
      changeComment(threads, action.comment, (comment) => ({
        ...comment,
        text: action.text,
        editedAt: time,
      }))
      return
    case 'withdraw':
      withdraw(threads, action.comment)
      return
    case 'cheer':
      changeComment(threads, action.comment, (comment) => ({
        ...comment,
        reactions: reactionsAfter(comment.reactions, action.emoji, by.id, action.on),
      }))
      return
    case 'resolve':
      settle(action.thread, 'resolved')
      return
    case 'reopen':
      settle(action.thread, 'open')
      return
    case 'decide':
      settle(action.thread, action.accept ? 'accepted' : 'rejected')
      return
    case 'reanchor':
      for (const { thread, passage } of action.moves) change(threads.get(thread), { passage })
  }
}

const newComment = ({ seq, time, by }: TalkEvent, text: string | null): Comment => ({
  seq,
  time,
  by,
  text,
  editedAt: null,
  withdrawn: false,
  reactions: [],
})

function changeComment(
  threads: Map<number, Thread>,
  seq: number,
  change: (comment: Comment) => Comment,
): void {
  for (const thread of threads.values()) {
    if (!thread.comments.some((comment) => comment.seq === seq && !comment.withdrawn)) continue
    const comments = thread.comments.map((comment) => (comment.seq === seq ? change(comment) : comment))
    threads.set(thread.seq, { ...thread, comments })
  }
}

/** A thread in which nothing is said any more is gone; what is suggested goes with the words that suggest it. */
function withdraw(threads: Map<number, Thread>, seq: number): void {
  changeComment(threads, seq, (comment) => ({ ...comment, text: null, withdrawn: true, reactions: [] }))
  const own = threads.get(seq)
  if (own !== undefined) threads.set(seq, { ...own, replacement: null })
  for (const { seq: number, comments } of [...threads.values()])
    if (comments.every(({ withdrawn }) => withdrawn)) threads.delete(number)
}

function reactionsAfter(
  reactions: Comment['reactions'],
  emoji: string,
  who: string,
  on: boolean,
): Comment['reactions'] {
  const same = reactions.find((each) => each.emoji === emoji)
  const by = (same?.by ?? []).filter((id) => id !== who)
  if (on) by.push(who)
  const next =
    same === undefined
      ? [...reactions, { emoji, by }]
      : reactions.map((each) => (each === same ? { emoji, by } : each))
  return next.filter((each) => each.by.length > 0)
}
