'use client'

import { Check, Link2, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Thread } from '../../../../../lib/comment-threads.ts'
import { can } from '../../../../../lib/roles.ts'
import { Button } from '../../../../ui/button.tsx'
import { classNames } from '../../../../ui/class-names.ts'
import { copyText } from '../../../../ui/copy-text.ts'
import { Tooltip } from '../../../../ui/tooltip.tsx'
import { CommentField } from './comment-field.tsx'
import { CommentItem } from './comment-item.tsx'
import { notDoneWords } from './comment-refusals.ts'
import type { NotDone } from './comments-session.ts'
import { SuggestionChoice } from './suggestion-choice.tsx'
import { showThread } from './thread-places.ts'
import { threadAddress, useComments } from './use-comments.ts'

/** A thread with its words, what is said about them, and what can be done. */
export function ThreadCard({ thread }: { thread: Thread }) {
  const t = useTranslations()
  const { editor, session, state, role: known } = useComments()
  const card = useRef<HTMLElement>(null)
  const [failed, setFailed] = useState<NotDone | null>(null)
  const [copied, setCopied] = useState(false)
  const { seq, quote, replacement, comments, stateBy } = thread
  const isActive = state.active === seq
  const isOrphaned = !state.ranges.has(seq)
  const role = state.role ?? known
  const mayComment = can(role, 'comment')
  const isDecided = thread.state === 'accepted' || thread.state === 'rejected'
  const mayReopen = thread.state !== 'open' && can(role, isDecided ? 'edit' : 'comment')
  const author = comments[0]?.by.name ?? ''

  useEffect(() => {
    if (isActive && state.asked > 0) card.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive, state.asked])
  useEffect(() => {
    if (!copied) return
    const end = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(end)
  }, [copied])

  const open = () => {
    if (!isActive) session.activate(seq, false)
    showThread(editor, session.keeper.ranges.get(seq))
  }
  return (
    <article
      ref={card}
      id={`thread-${seq}`}
      aria-label={t('comments.threadOf', { name: author })}
      aria-current={isActive}
      className={classNames('thread-card', isActive && 'is-active')}
      onPointerEnter={() => session.hover(seq)}
      onPointerLeave={() => session.hover(null)}
    >
      <div className="flex items-start gap-1">
        <button type="button" dir="auto" className="thread-quote" onClick={open}>
          <span className="sr-only">{t('comments.showInText')}</span> {quote}
        </button>
        <Tooltip words={t(copied ? 'comments.linkCopied' : 'comments.copyLink')}>
          <button
            type="button"
            aria-label={t(copied ? 'comments.linkCopied' : 'comments.copyLink')}
            className="message-tool"
            onClick={async () => setCopied(await copyText(threadAddress(seq)))}
          >
            {copied ? <Check aria-hidden className="size-4" /> : <Link2 aria-hidden className="size-4" />}
          </button>
        </Tooltip>
        {mayComment && thread.state === 'open' ? (
          <Tooltip words={t('comments.resolve')}>
            <button
              type="button"
              aria-label={t('comments.resolve')}
              className="message-tool"
              onClick={async () => setFailed(await session.act({ kind: 'resolve', thread: seq }))}
            >
              <Check aria-hidden className="size-4" />
            </button>
          </Tooltip>
        ) : null}
      </div>
      {isOrphaned ? <p className="text-ink-soft text-xs">{t('comments.orphaned')}</p> : null}
      {replacement === null ? null : <SuggestionChoice thread={thread} />}
      {comments.map((comment) => (
        <CommentItem key={comment.seq} comment={comment} thread={seq} />
      ))}
      {thread.state === 'open' ? null : (
        <div className="flex flex-wrap items-center gap-2 text-ink-soft text-xs">
          <p role="status" className="flex-1">
            {t(`comments.states.${thread.state}`, { name: stateBy?.name ?? '', author })}
          </p>
          {mayReopen ? (
            <Button
              className="h-7"
              onClick={async () => setFailed(await session.act({ kind: 'reopen', thread: seq }))}
            >
              <RotateCcw aria-hidden className="size-3.5" />
              {t('comments.reopen')}
            </Button>
          ) : null}
        </div>
      )}
      {failed === null ? null : (
        <p role="alert" className="text-danger text-xs">
          {notDoneWords(t, failed)}
        </p>
      )}
      {mayComment && isActive && thread.state === 'open' ? (
        <CommentField
          label={t('comments.reply')}
          send={t('comments.sendReply')}
          draftOf={String(seq)}
          isFirst={state.draft === null}
          onSend={(text) => session.act({ kind: 'reply', thread: seq, text })}
        />
      ) : null}
    </article>
  )
}
