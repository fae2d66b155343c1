'use client'

import './comments/comments.css'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Thread } from '../../../../lib/comment-threads.ts'
import { can } from '../../../../lib/roles.ts'
import { Button } from '../../../ui/button.tsx'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { ariaKeys, keyWords } from '../editor/shortcut-keys.ts'
import { keysOf } from '../editor/shortcuts.ts'
import {
  type CommentsSession,
  type CommentsState,
  FILTERS,
  type Filter,
} from './comments/comments-session.ts'
import { NewThread } from './comments/new-thread.tsx'
import { ThreadCard } from './comments/thread-card.tsx'
import { inTextOrder } from './comments/thread-places.ts'
import { CommentsContext, useCommentsState } from './comments/use-comments.ts'
import type { TalkProps } from './talk-side.tsx'

const isShown: Readonly<Record<Filter, (thread: Thread, state: CommentsState) => boolean>> = {
  open: ({ state }) => state === 'open',
  resolved: ({ state }) => state !== 'open',
  mine: ({ comments, state }, { selfId }) => state === 'open' && comments.some(({ by }) => by.id === selfId),
  orphaned: ({ seq }, { ranges }) => !ranges.has(seq),
}

/** The threads beside the text, in its order. */
export function CommentsTab({ session, ...props }: TalkProps & { session: CommentsSession }) {
  const t = useTranslations()
  const state = useCommentsState(session)
  const { threads, ranges, filter, draft, active } = state
  const all = inTextOrder([...threads.values()], ranges)
  const shown = all.filter((thread) => isShown[filter](thread, state))
  const role = state.role ?? props.role
  return (
    <CommentsContext value={{ ...props, session, state }}>
      <div className="flex items-center gap-1 border-line border-b px-2 py-1.5">
        <fieldset aria-label={t('comments.filter')} className="flex min-w-0 flex-1 flex-wrap gap-1">
          {FILTERS.map((each) => {
            const count = all.filter((thread) => isShown[each](thread, state)).length
            return (
              <button
                key={each}
                type="button"
                aria-pressed={each === filter}
                className="comment-filter"
                onClick={() => session.setFilter(each)}
              >
                {t(`comments.filters.${each}`)}
                <span className="ms-1 tabular-nums">{count}</span>
              </button>
            )
          })}
        </fieldset>
        {(['previous', 'next'] as const).map((kind) => {
          const keys = keysOf(`comment-${kind}`) ?? ''
          return (
            <Tooltip key={kind} words={t(`comments.${kind}`)} hint={keyWords(t, keys)}>
              <button
                type="button"
                aria-label={t(`comments.${kind}`)}
                aria-keyshortcuts={ariaKeys(keys)}
                className="message-tool"
                onClick={() => props.editor.emit('comment', { kind })}
              >
                {kind === 'next' ? (
                  <ChevronDown aria-hidden className="size-4" />
                ) : (
                  <ChevronUp aria-hidden className="size-4" />
                )}
              </button>
            </Tooltip>
          )
        })}
      </div>
      <div className="comment-list">
        {draft === null ? null : <NewThread key={draft.passage.start + draft.kind} draft={draft} />}
        {state.problem === null ? null : (
          <div role="alert" className="p-3 text-[13px] text-danger">
            <p>{state.problem}</p>
            <Button className="mt-2" onClick={() => void session.start()}>
              {t('comments.tryAgain')}
            </Button>
          </div>
        )}
        {state.ended === null ? null : (
          <p role="alert" className="p-3 text-[13px] text-warning">
            {t('comments.ended')}
          </p>
        )}
        {shown.map((thread) => (
          <ThreadCard key={thread.seq} thread={thread} />
        ))}
        {shown.length === 0 && draft === null && state.problem === null ? (
          <p role="status" className="p-6 text-center text-[13px] text-ink-soft">
            {state.loading
              ? t('comments.loading')
              : filter === 'open' || filter === 'mine'
                ? t(can(role, 'comment') ? 'comments.empty' : 'comments.emptyForReaders')
                : t(`comments.none.${filter}`)}
          </p>
        ) : null}
      </div>
      <Resolved threads={all} active={active} session={session} />
    </CommentsContext>
  )
}

/** What was just resolved here can be taken back at once. */
function Resolved({
  threads,
  active,
  session,
}: {
  threads: readonly Thread[]
  active: number | null
  session: CommentsSession
}) {
  const t = useTranslations()
  const before = useRef(new Map<number, Thread['state']>())
  const [resolved, setResolved] = useState<number | null>(null)
  const { selfId } = session.getState()
  useEffect(() => {
    for (const { seq, state, stateBy } of threads) {
      const was = before.current.get(seq)
      if (was === 'open' && state === 'resolved' && stateBy?.id === selfId) setResolved(seq)
      else if (state === 'open') setResolved((now) => (now === seq ? null : now))
      before.current.set(seq, state)
    }
  }, [threads, selfId])
  useEffect(() => {
    if (active !== null) setResolved((now) => (now === active ? now : null))
  }, [active])
  if (resolved === null) return null
  return (
    <div role="status" className="comment-undo">
      <span className="flex-1">{t('comments.resolvedNow')}</span>
      <Button className="h-7" onClick={() => void session.act({ kind: 'reopen', thread: resolved })}>
        {t('comments.undo')}
      </Button>
    </div>
  )
}
