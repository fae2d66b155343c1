'use client'

import { Check, Copy, Download } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { copyText } from '../../ui/copy-text.ts'
import { stoppedWords } from './stopped-words.ts'

const NOTHING_OPEN = 'Everything you wrote until then is saved.'

export interface StoppedPanelProps {
  readonly code: number
  readonly word: string
  readonly documentId: string
  /** Edits that the server has not taken. */
  readonly unsaved: number
  /** The document as text; null when it never arrived. */
  readonly text: (() => string) | null
  readonly onDownload: () => void
  /** Forgets the copy on this device, refused edits with it, and loads the page again. */
  readonly onDiscard: () => void
}

/** Stands above the text when the connection ended for good. The text stays readable and can be carried away. */
export function StoppedPanel({
  code,
  word,
  documentId,
  unsaved,
  text,
  onDownload,
  onDiscard,
}: StoppedPanelProps) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const words = stoppedWords(code, word)
  const danger = words.wordsInDanger && unsaved > 0
  // The copy on this device brings the refused change again with every reload.
  const mustDiscard = danger && words.action === 'reload' && code !== 1007
  return (
    <div
      role="alert"
      data-testid="stopped"
      className={classNames(
        'sticky top-15 z-20 mx-auto mt-6 w-[min(43rem,calc(100%-2rem))] rounded-xl border p-5',
        danger ? 'border-danger/40 bg-danger-soft' : 'border-line bg-panel',
      )}
    >
      <h2 className={classNames('font-semibold text-base', danger && 'text-danger')}>{words.title}</h2>
      <p className="mt-1.5 text-ink-soft leading-relaxed">
        {words.wordsInDanger && unsaved === 0 ? NOTHING_OPEN : words.safe}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        {mustDiscard ? null : <MainAction action={words.action} documentId={documentId} />}
        {text === null ? null : (
          <>
            <Button onClick={() => copyText(text()).then(setCopied)}>
              {copied === true ? (
                <Check aria-hidden className="size-4 text-success" />
              ) : (
                <Copy aria-hidden className="size-4" />
              )}
              <span aria-live="polite">
                {copied === null ? 'Copy my text' : copied ? 'Copied' : 'Could not copy'}
              </span>
            </Button>
            <Button onClick={onDownload}>
              <Download aria-hidden className="size-4" />
              Download my text
            </Button>
          </>
        )}
        {mustDiscard ? (
          <Button look="quiet" onClick={onDiscard}>
            Open without my last changes
          </Button>
        ) : null}
      </div>
      <p className="mt-4 font-mono text-ink-faint text-xs">
        {code} {word} · {documentId}
      </p>
    </div>
  )
}

function MainAction({
  action,
  documentId,
}: {
  action: ReturnType<typeof stoppedWords>['action']
  documentId: string
}) {
  switch (action) {
    case 'home':
      return (
        <Button asChild look="primary">
          <Link href="/">Go to your documents</Link>
        </Button>
      )
    case 'sign-in':
      return (
        <Button asChild look="primary">
          <Link href={`/sign-in?next=${encodeURIComponent(`/d/${documentId}`)}`}>Sign in</Link>
        </Button>
      )
    case 'open-again':
    case 'reload':
      return (
        <Button look="primary" onClick={() => window.location.reload()}>
          {action === 'reload' ? 'Reload' : 'Open again'}
        </Button>
      )
  }
}
