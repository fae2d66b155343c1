'use client'

import { ArrowDown, MessagesSquare } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { plainMessage } from '../../../../../lib/chat-text.ts'
import { Button } from '../../../../ui/button.tsx'
import type { ChatDraft } from './chat-draft.ts'
import { ChatMessage } from './chat-message.tsx'
import { rowsOf } from './chat-rows.ts'
import { dayWords } from './chat-times.ts'
import { OutgoingMessage } from './not-sent.tsx'
import { TypingLine } from './typing-line.tsx'
import { useChat } from './use-chat.ts'

/** Pixels from the end within which one is at the end. */
const AT_END = 48
/** Pixels from the beginning within which older messages are fetched. */
const NEAR_START = 240
/** Messages that are read out of those that have come. */
const SPOKEN = 5

export interface ChatListProps {
  readonly editing: number | null
  readonly onEdit: (seq: number | null) => void
  readonly onChange: (draft: ChatDraft) => void
  /** Grows when this person has sent something: then the end is shown. */
  readonly sent: number
}

/** What was said, in its order. It stays where one reads: at the end, or at the messages that one has scrolled to. */
export function ChatList({ editing, onEdit, onChange, sent }: ChatListProps) {
  const t = useTranslations()
  const { session, state } = useChat()
  const { view, outgoing, selfId, loading, problem } = state
  const scroller = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const heightBefore = useRef({ height: 0, first: 0 })
  const [divider, setDivider] = useState<number | null>(view.unread.size > 0 ? view.read : null)
  const [isAway, setIsAway] = useState(false)
  const [stop, setStop] = useState<number | null>(null)
  const messages = useMemo(() => view.messages?.filter(({ text }) => text !== null) ?? [], [view.messages])
  const rows = useMemo(() => rowsOf(messages, divider, selfId), [messages, divider, selfId])
  const known = useMemo(() => new Set(messages.map(({ seq }) => seq)), [messages])
  const pending = outgoing.filter(({ seq }) => seq === null || !known.has(seq))
  const first = messages[0]?.seq ?? 0
  const last = messages.at(-1)?.seq ?? 0
  const isLoaded = view.messages !== null
  const stopAt = stop !== null && known.has(stop) ? stop : last

  useEffect(() => {
    if (session.getState().view.messages === null) void session.load()
  }, [session])

  const seen = useCallback(() => {
    if (!atEnd.current || document.visibilityState !== 'visible') return
    const { messages: all, unread } = session.getState().view
    const end = Math.max(all?.at(-1)?.seq ?? 0, ...unread.keys(), 0)
    if (all !== null && end > 0) session.markRead(end)
  }, [session])

  const toEnd = useCallback(() => {
    const element = scroller.current
    if (element === null) return
    element.scrollTop = element.scrollHeight
    atEnd.current = true
    setIsAway(false)
    seen()
  }, [seen])

  // where one reads stays in its place, whatever comes above or below
  // biome-ignore lint/correctness/useExhaustiveDependencies: all that changes how high the list is.
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || !isLoaded) return
    const before = heightBefore.current
    if (before.first === 0 && messages.length > 0) {
      const mark = element.querySelector<HTMLElement>('[data-new]')
      if (mark === null) element.scrollTop = element.scrollHeight
      else element.scrollTop = mark.offsetTop - element.clientHeight / 3
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < AT_END
      setIsAway(!atEnd.current)
    } else if (first < before.first) element.scrollTop += element.scrollHeight - before.height
    else if (atEnd.current) element.scrollTop = element.scrollHeight
    heightBefore.current = { height: element.scrollHeight, first }
    seen()
  }, [isLoaded, first, last, pending.length, messages.length, rows, state.typing.length, editing])

  // what comes while nobody looks is new when somebody does
  useEffect(() => {
    if (view.unread.size === 0 || !isLoaded) return
    const isLooking = atEnd.current && document.visibilityState === 'visible'
    if (!isLooking) setDivider((before) => (before === null || before < view.read ? view.read : before))
  }, [view.unread, view.read, isLoaded])

  useEffect(() => {
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [seen])

  useEffect(() => {
    if (sent === 0) return
    setDivider(null)
    toEnd()
  }, [sent, toEnd])

  // pictures and late fonts make it higher
  useEffect(() => {
    const element = scroller.current
    const inner = element?.firstElementChild
    if (element == null || inner == null) return
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight
      heightBefore.current = { ...heightBefore.current, height: element.scrollHeight }
    })
    observer.observe(inner)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const onScroll = () => {
    const element = scroller.current
    if (element === null) return
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < AT_END
    setIsAway(!atEnd.current)
    if (atEnd.current) seen()
    if (element.scrollTop < NEAR_START && view.more && !loading && problem === null) void session.load()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches('.chat-message')) return
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.chat-message[tabindex]')]
    const at = all.indexOf(event.target)
    const to: Readonly<Record<string, number>> = {
      ArrowUp: Math.max(0, at - 1),
      ArrowDown: Math.min(all.length - 1, at + 1),
      Home: 0,
      End: all.length - 1,
    }
    const next = to[event.key]
    if (next === undefined) return
    event.preventDefault()
    all[next]?.focus()
    all[next]?.scrollIntoView({ block: 'nearest' })
  }

  const unseen = [...view.unread.keys()].length
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from one message to the next. */}
      <div ref={scroller} className="chat-scroller" onScroll={onScroll} onKeyDown={onKeyDown}>
        <div className="flex min-h-full flex-col justify-end pt-2 pb-3">
          {!isLoaded && problem === null ? <ChatSkeleton /> : null}
          {problem === null ? null : (
            <p
              role="alert"
              className="flex flex-col items-center gap-2 p-4 text-center text-[13px] text-ink-soft"
            >
              {problem}
              <Button onClick={() => void session.load()}>{t('common.tryAgain')}</Button>
            </p>
          )}
          {isLoaded && view.more ? (
            <p className="py-3 text-center text-ink-faint text-xs">{t('chat.older')}</p>
          ) : null}
          {isLoaded && !view.more && rows.length > 0 ? (
            <p className="pt-4 pb-1 text-center text-ink-faint text-xs">{t('chat.begins')}</p>
          ) : null}
          {isLoaded && rows.length === 0 && pending.length === 0 ? (
            <div className="m-auto max-w-64 py-10 text-center">
              <span className="mx-auto mb-3 flex size-11 items-center justify-center rounded-full bg-accent-soft text-accent">
                <MessagesSquare aria-hidden className="size-5" />
              </span>
              <p className="font-semibold text-sm">{t('chat.empty.title')}</p>
              <p className="mt-1 text-[13px] text-ink-soft">{t('chat.empty.words')}</p>
            </div>
          ) : null}
          <section aria-label={t('chat.messages')}>
            {rows.map((row) => (
              <div key={row.message.seq}>
                {row.opensDay ? (
                  <p className="chat-day">
                    <span>{dayWords(t, row.message.time, Date.now())}</span>
                  </p>
                ) : null}
                {row.opensNew ? (
                  <p data-new className="chat-new">
                    <span>{t('chat.new')}</span>
                  </p>
                ) : null}
                <ChatMessage
                  row={row}
                  isStop={row.message.seq === stopAt}
                  isEditing={editing === row.message.seq}
                  onFocus={setStop}
                  onEdit={onEdit}
                />
              </div>
            ))}
            {pending.map((each) => (
              <OutgoingMessage key={each.id} outgoing={each} onChange={onChange} />
            ))}
          </section>
        </div>
      </div>
      {isAway ? (
        <button type="button" className="chat-to-end" onClick={toEnd}>
          {unseen > 0 ? t('chat.newBelow', { count: unseen }) : null}
          <ArrowDown aria-hidden className="size-4" />
          {unseen > 0 ? null : <span className="sr-only">{t('chat.toEnd')}</span>}
        </button>
      ) : null}
      <TypingLine />
      <Spoken />
    </div>
  )
}

/** What others say is read out, politely and without what was there before. */
function Spoken() {
  const t = useTranslations()
  const { state } = useChat()
  const { messages } = state.view
  const heardUpTo = useRef<number | null>(null)
  if (messages !== null) heardUpTo.current ??= messages.at(-1)?.seq ?? 0
  const from = heardUpTo.current ?? Number.POSITIVE_INFINITY
  const spoken = (messages ?? []).filter(
    ({ seq, by, text }) => seq > from && by.id !== state.selfId && text !== null,
  )
  return (
    <div role="log" aria-live="polite" aria-label={t('chat.messages')} className="sr-only">
      {spoken.slice(-SPOKEN).map(({ seq, by, text }) => (
        <p key={seq}>{t('chat.said', { name: by.name, words: plainMessage(text ?? '') })}</p>
      ))}
    </div>
  )
}

const LINES = [64, 82, 47, 70, 38]

function ChatSkeleton() {
  const t = useTranslations()
  return (
    <div role="status" aria-label={t('chat.loading')} className="animate-breathe space-y-5 p-4">
      {LINES.map((width) => (
        <div key={width} className="flex gap-2.5">
          <div className="size-7 rounded-full bg-line" />
          <div className="flex-1 space-y-2 pt-1">
            <div className="h-2.5 w-20 rounded bg-line" />
            <div className="h-2.5 rounded bg-panel" style={{ width: `${width}%` }} />
          </div>
        </div>
      ))}
    </div>
  )
}
