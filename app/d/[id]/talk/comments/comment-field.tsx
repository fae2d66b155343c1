'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { MAX_COMMENT_TEXT } from '../../../../../lib/comments.ts'
import { Button } from '../../../../ui/button.tsx'
import { MentionField, type Written } from '../mention-field.tsx'
import { keepDraft, keptDraft } from './comment-drafts.ts'
import { notDoneWords } from './comment-refusals.ts'
import { commentOf, writtenOf } from './comment-text.ts'
import type { NotDone } from './comments-session.ts'
import { useComments } from './use-comments.ts'

/** Pixels: then it scrolls. */
const MOST_HIGH = 200
const NOTHING: Written = { text: '', people: [] }

export interface CommentFieldProps {
  readonly label: string
  readonly send: string
  /** Under which name what is written is kept; null for what is there already. */
  readonly draftOf: string | null
  readonly initial?: string
  readonly mayBeEmpty?: boolean
  readonly isFirst?: boolean
  readonly onSend: (text: string) => Promise<NotDone | null>
  readonly onCancel?: (() => void) | undefined
}

/** Where a comment is written. `@` offers people, Enter begins a line, Ctrl+Enter sends. What was written stays until the server has it. */
export function CommentField(props: CommentFieldProps) {
  const { label, send, draftOf, initial = '', mayBeEmpty = false, isFirst = false, onSend, onCancel } = props
  const t = useTranslations()
  const { documentId, editor, state } = useComments()
  const field = useRef<HTMLTextAreaElement>(null)
  const [written, setWritten] = useState(() =>
    writtenOf(draftOf === null ? initial : keptDraft(documentId, draftOf) || initial),
  )
  const [sending, setSending] = useState(false)
  const [failed, setFailed] = useState<NotDone | null>(null)
  const isEmpty = written.text.trim() === ''
  const comment = commentOf(written)
  // names are longer as they are sent than as they are shown
  const isTooLong = comment.length > MAX_COMMENT_TEXT
  const maySend = (!isEmpty || mayBeEmpty) && !isTooLong && !sending
  const isOpen = mayBeEmpty || onCancel !== undefined || !isEmpty

  const change = (now: Written) => {
    setWritten(now)
    if (draftOf !== null) keepDraft(documentId, draftOf, commentOf(now))
  }
  const submit = async () => {
    if (!maySend) return
    setSending(true)
    setFailed(null)
    const why = await onSend(comment)
    setSending(false)
    setFailed(why)
    if (why === null) change(NOTHING)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void submit()
    } else if (event.key === 'Escape' && onCancel !== undefined) {
      event.preventDefault()
      onCancel()
    }
  }
  return (
    <div className="flex flex-col gap-1.5">
      <MentionField
        field={field}
        editor={editor}
        selfId={state.selfId}
        label={label}
        placeholder={label}
        written={written}
        onWritten={change}
        onKey={onKey}
        className="comment-field"
        mostHigh={MOST_HIGH}
        side="below"
        isFirst={isFirst}
        readOnly={sending}
        maxLength={MAX_COMMENT_TEXT}
      />
      {isTooLong ? (
        <p role="alert" className="text-danger text-xs">
          {t('comments.tooLong', { most: String(MAX_COMMENT_TEXT) })}
        </p>
      ) : null}
      {failed === null ? null : (
        <p role="alert" className="text-danger text-xs">
          {notDoneWords(t, failed)}
        </p>
      )}
      {sending ? (
        <p role="status" className="text-ink-soft text-xs">
          {t(state.line.kind === 'open' ? 'comments.sending' : 'comments.waiting')}
        </p>
      ) : null}
      {isOpen ? (
        <div className="flex justify-end gap-1.5">
          {onCancel === undefined ? null : (
            <Button look="quiet" className="h-7" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
          )}
          <Button look="primary" className="h-7" aria-disabled={!maySend} onClick={submit}>
            {send}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
