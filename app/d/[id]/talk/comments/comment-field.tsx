'use client'

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { MAX_COMMENT_TEXT } from '../../../../../lib/comments.ts'
import { Button } from '../../../../ui/button.tsx'
import { keepDraft, keptDraft } from './comment-drafts.ts'
import { notDoneWords } from './comment-refusals.ts'
import type { NotDone } from './comments-session.ts'
import { useComments } from './use-comments.ts'

/** Pixels: then it scrolls. */
const MOST_HIGH = 200

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

/** Where a comment is written. Enter begins a line, Ctrl+Enter sends. What was written stays until the server has it. */
export function CommentField(props: CommentFieldProps) {
  const { label, send, draftOf, initial = '', mayBeEmpty = false, isFirst = false, onSend, onCancel } = props
  const t = useTranslations()
  const { documentId, state } = useComments()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(() =>
    draftOf === null ? initial : keptDraft(documentId, draftOf) || initial,
  )
  const [sending, setSending] = useState(false)
  const [failed, setFailed] = useState<NotDone | null>(null)
  const isEmpty = text.trim() === ''
  const isOpen = mayBeEmpty || onCancel !== undefined || !isEmpty

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is as high as what stands in it.
  useLayoutEffect(() => {
    const element = field.current
    if (element === null) return
    element.style.height = 'auto'
    element.style.height = `${Math.min(element.scrollHeight + 2, MOST_HIGH)}px`
  }, [text])

  const change = (words: string) => {
    setText(words)
    if (draftOf !== null) keepDraft(documentId, draftOf, words)
  }
  const submit = async () => {
    if ((isEmpty && !mayBeEmpty) || sending) return
    setSending(true)
    setFailed(null)
    const why = await onSend(text.trim())
    setSending(false)
    setFailed(why)
    if (why === null) change('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
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
      <textarea
        ref={field}
        dir="auto"
        rows={1}
        maxLength={MAX_COMMENT_TEXT}
        aria-label={label}
        placeholder={label}
        readOnly={sending}
        value={text}
        {...(isFirst ? { 'data-first': '' } : {})}
        onChange={({ target }) => change(target.value)}
        onKeyDown={onKeyDown}
        className="comment-field"
      />
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
          <Button
            look="primary"
            className="h-7"
            aria-disabled={(isEmpty && !mayBeEmpty) || sending}
            onClick={submit}
          >
            {send}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
