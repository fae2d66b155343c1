'use client'

import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { chatText } from '../../../../../lib/chat.ts'
import type { ChatMessage } from '../../../../../lib/chat-page.ts'
import { Button } from '../../../../ui/button.tsx'
import { draftOf, isEmptyDraft, messageOf } from './chat-draft.ts'
import type { NotSent } from './chat-session.ts'
import { MessageField } from './message-field.tsx'
import { notSentWords } from './not-sent.tsx'
import { useChat } from './use-chat.ts'

/** Changes a message where it stands. Escape leaves it as it was. */
export function MessageEditor({ message, onDone }: { message: ChatMessage; onDone: () => void }) {
  const t = useTranslations()
  const { session } = useChat()
  const field = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState(() => draftOf(message.text ?? ''))
  const [failed, setFailed] = useState<NotSent | null>(null)
  const [busy, setBusy] = useState(false)
  const text = messageOf(draft)
  const canSave = !isEmptyDraft(draft) && chatText.safeParse(text).success && !busy

  useEffect(() => {
    const element = field.current
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])

  const leave = () => {
    onDone()
    document.getElementById(`message-${message.seq}`)?.focus()
  }
  const save = async () => {
    if (!canSave) return
    if (text === message.text) return leave()
    setBusy(true)
    const why = await session.act({ kind: 'edit', message: message.seq, text })
    setBusy(false)
    setFailed(why)
    if (why === null) leave()
  }

  return (
    <div className="mt-1">
      <div className="message-box">
        <MessageField
          field={field}
          label={t('chat.actions.editing')}
          draft={draft}
          onDraft={setDraft}
          onSend={() => void save()}
          onKey={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            leave()
          }}
        />
      </div>
      {failed === null ? null : (
        <p role="alert" className="mt-1 text-danger text-xs">
          {notSentWords(t, failed)}
        </p>
      )}
      <div className="mt-1.5 flex justify-end gap-1.5">
        <Button look="quiet" className="h-7" onClick={leave}>
          {t('common.cancel')}
        </Button>
        <Button look="primary" className="h-7" disabled={!canSave} onClick={() => void save()}>
          {t('chat.actions.save')}
        </Button>
      </div>
    </div>
  )
}
