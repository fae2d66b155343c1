'use client'

import type { KeyboardEvent, RefObject } from 'react'
import { MentionField } from '../mention-field.tsx'
import type { ChatDraft } from './chat-draft.ts'
import { useChat } from './use-chat.ts'

/** Pixels: then it scrolls. */
const MOST_HIGH = 168

export interface MessageFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly label: string
  readonly placeholder?: string
  readonly draft: ChatDraft
  readonly onDraft: (draft: ChatDraft) => void
  readonly onSend: () => void
  /** The keys that neither the list of names nor the field wants. */
  readonly onKey?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  readonly isFirst?: boolean
}

/** Where a message is written. Enter sends, Shift+Enter begins a line. */
export function MessageField(props: MessageFieldProps) {
  const { field, label, placeholder, draft, onDraft, onSend, onKey, isFirst = false } = props
  const { editor, state } = useChat()
  return (
    <MentionField
      field={field}
      editor={editor}
      selfId={state.selfId}
      label={label}
      placeholder={placeholder}
      written={draft}
      onWritten={(written) => onDraft({ ...draft, ...written })}
      onKey={(event) => {
        if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault()
          onSend()
        } else onKey?.(event)
      }}
      className="message-field"
      mostHigh={MOST_HIGH}
      side="above"
      isFirst={isFirst}
    />
  )
}
