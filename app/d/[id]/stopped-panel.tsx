'use client'

import { Check, Copy, Download } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { copyText } from '../../ui/copy-text.ts'
import { type StoppedWords, stoppedWords } from './stopped-words.ts'

const NOTHING_OPEN = 'Everything you wrote until then is saved.'
const NEVER_OPEN = 'Nothing was changed.'

export interface StoppedPanelProps {
  readonly code: number
  readonly word: string
  readonly documentId: string
  /** Edits that the server has not taken. */
  readonly unsaved: number
  /** The document as text; null when it never arrived. */
  readonly text: (() => string) | null
  /** Somebody else has signed in since, who may keep the text. */
  readonly signedInAgain: boolean
  /** The way out into a document of one's own, and the one back in. */
  readonly saveAsOwn: ReactNode
  readonly askForAccess: ReactNode
  readonly onSignIn: () => void
  readonly onDownload: () => void
  /** Forgets the copy on this device, refused edits with it, and loads the page again. */
  readonly onDiscard: () => void
}

/** Stands above the text when the connection ended for good. The text stays readable and can be carried away. */
export function StoppedPanel(props: StoppedPanelProps) {
  const { code, word, documentId, unsaved, text, signedInAgain, saveAsOwn, askForAccess } = props
  const words = stoppedWords(code, word)
  const danger = words.wordsInDanger && unsaved > 0
  const mayCopy = text !== null && (words.mayCopy || signedInAgain)
  // The copy on this device brings the refused change again with every reload.
  const mustDiscard = danger && words.action === 'reload' && code !== 1007
  const mainAction =
    mustDiscard || signedInAgain ? null : (
      <MainAction action={words.action} isFirst={!mayCopy} onSignIn={props.onSignIn} />
    )
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
        {words.wordsInDanger && unsaved === 0 ? (text === null ? NEVER_OPEN : NOTHING_OPEN) : words.safe}
        {words.next === undefined ? '' : ` ${words.next}`}
        {signedInAgain
          ? ' You are signed in as somebody else now: keep the text as a document of your own.'
          : ''}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        {mayCopy ? saveAsOwn : null}
        {words.mayAsk ? askForAccess : null}
        {mayCopy ? null : mainAction}
        {text === null ? null : (
          <>
            <CopyMyText text={text} />
            <Button onClick={props.onDownload}>
              <Download aria-hidden className="size-4" />
              Download my text
            </Button>
          </>
        )}
        {mayCopy ? mainAction : null}
        {mustDiscard ? (
          <Button look="quiet" onClick={props.onDiscard}>
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

function CopyMyText({ text }: { text: () => string }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  return (
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
  )
}

function MainAction({
  action,
  isFirst,
  onSignIn,
}: {
  action: StoppedWords['action']
  isFirst: boolean
  onSignIn: () => void
}) {
  const look = isFirst ? 'primary' : 'quiet'
  switch (action) {
    case 'home':
      return (
        <Button asChild look={look}>
          <Link href="/">Go to your documents</Link>
        </Button>
      )
    case 'sign-in':
      return (
        <Button look={look} onClick={onSignIn}>
          Sign in
        </Button>
      )
    case 'open-again':
    case 'reload':
      return (
        <Button look={look} onClick={() => window.location.reload()}>
          {action === 'reload' ? 'Reload' : 'Open again'}
        </Button>
      )
  }
}
