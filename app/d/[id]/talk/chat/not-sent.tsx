'use client'

import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Translator } from '../../../../../lib/i18n/translator.ts'
import { draftOf } from './chat-draft.ts'
import type { NotSent, Outgoing } from './chat-session.ts'
import { MessageWords } from './message-words.tsx'
import { useChat } from './use-chat.ts'

const KNOWN = {
  off: 'chat.notSent.off',
  role: 'chat.notSent.role',
  gone: 'chat.notSent.gone',
  'not-yours': 'chat.notSent.notYours',
  storage: 'chat.notSent.storage',
  unknown: 'chat.notSent.unknown',
} as const

/** Why something was not done, as a sentence. */
export const notSentWords = (t: Translator, why: NotSent): string =>
  t(why in KNOWN ? KNOWN[why as keyof typeof KNOWN] : 'chat.notSent.other')

/** What this person has said and the server has not taken yet: on its way, or with why not and what to do. */
export function OutgoingMessage({
  outgoing,
  onChange,
}: {
  outgoing: Outgoing
  onChange: (draft: ReturnType<typeof draftOf>) => void
}) {
  const t = useTranslations()
  const { session } = useChat()
  const { id, text, failed } = outgoing
  return (
    <div className="chat-message opens-group" data-outgoing={failed === null ? 'sending' : 'failed'}>
      <span className="w-7 shrink-0" />
      <div className="min-w-0 flex-1">
        <div className={failed === null ? 'opacity-60' : ''}>
          <MessageWords text={text} own />
        </div>
        {failed === null ? (
          <p className="text-[11px] text-ink-soft">{t('chat.sending')}</p>
        ) : (
          <div role="alert" className="mt-1 text-danger text-xs">
            <p className="flex items-center gap-1 font-medium">
              <CircleAlert aria-hidden className="size-3.5" />
              {`${t('chat.notSent.title')} ${notSentWords(t, failed)}`}
            </p>
            <p className="mt-1 flex gap-3">
              <button type="button" className="message-way" onClick={() => session.retry(id)}>
                {t('chat.notSent.retry')}
              </button>
              <button
                type="button"
                className="message-way"
                onClick={() => {
                  onChange(draftOf(text))
                  session.drop(id)
                }}
              >
                {t('chat.notSent.change')}
              </button>
              <button type="button" className="message-way" onClick={() => session.drop(id)}>
                {t('chat.notSent.discard')}
              </button>
            </p>
          </div>
        )}
      </div>
    </div>
  )
}
