'use client'

import { X } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ChatMessage, ChatPage } from '../../../../../lib/chat-page.ts'
import { Button } from '../../../../ui/button.tsx'
import { INPUT } from '../../../../ui/field.tsx'
import { searchChat } from './chat-api.ts'
import { fullTime } from './chat-times.ts'
import { MessageWords } from './message-words.tsx'
import { useChat } from './use-chat.ts'

interface Found extends Omit<ChatPage, 'seq' | 'on'> {
  readonly query: string
}

/** Finds messages by their words; asked when Enter is pressed. */
export function ChatSearch({ onClose }: { onClose: () => void }) {
  const t = useTranslations()
  const { documentId } = useChat()
  const field = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState<Found | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const search = async (query: string, so: readonly ChatMessage[]) => {
    if (query.trim() === '' || busy) return
    setBusy(true)
    const answer = await searchChat(documentId, query.trim(), so[0]?.seq ?? null)
    setBusy(false)
    setProblem(answer.ok ? null : answer.message)
    if (answer.ok) {
      const { messages, more } = answer.data
      setFound({ query, messages: [...messages, ...so], more })
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void search(field.current?.value ?? '', [])
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the search, from wherever in it.
    <div
      className="flex min-h-0 flex-1 flex-col"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
    >
      <search>
        <form onSubmit={onSubmit} className="flex items-center gap-1 border-line border-b p-2">
          <input
            ref={field}
            type="search"
            // biome-ignore lint/a11y/noAutofocus: it was asked for.
            autoFocus
            maxLength={200}
            aria-label={t('chat.search.label')}
            placeholder={t('chat.search.placeholder')}
            className={`${INPUT} h-8`}
          />
          <Button look="quiet" size="icon" aria-label={t('chat.search.close')} onClick={onClose}>
            <X aria-hidden className="size-4" />
          </Button>
        </form>
      </search>
      <div className="chat-scroller p-2">
        <p role="status" className="px-2 py-1 text-ink-soft text-xs">
          {found === null
            ? null
            : found.messages.length === 0
              ? t('chat.search.nothing')
              : t(found.more ? 'chat.search.foundMore' : 'chat.search.found', {
                  count: found.messages.length,
                })}
        </p>
        {problem === null ? null : (
          <p role="alert" className="px-2 py-1 text-danger text-xs">
            {problem}
          </p>
        )}
        <ol className="space-y-1">
          {found?.messages.toReversed().map(({ seq, by, time, text }) => (
            <li key={seq} className="rounded-card border border-line px-3 py-2">
              <p className="mb-0.5 flex items-baseline justify-between gap-2 text-xs">
                <bdi className="truncate font-semibold">{by.name}</bdi>
                <span className="shrink-0 text-[11px] text-ink-faint">{fullTime(time)}</span>
              </p>
              <MessageWords text={text ?? ''} />
            </li>
          ))}
        </ol>
        {found?.more === true ? (
          <Button
            look="quiet"
            className="mt-2 w-full"
            onClick={() => void search(found.query, found.messages)}
          >
            {t('chat.search.more')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
