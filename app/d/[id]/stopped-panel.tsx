'use client'

import { Check, Copy, Download } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { copyText } from '../../ui/copy-text.ts'
import { sentences } from './status-words.ts'
import { reportText, type StoppedWords, safeWords, stoppedWords } from './stopped-words.ts'

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
  /** Connects once more, for who has made room. */
  readonly onTryAgain: () => void
  /** Null while there is no text to look at. */
  readonly onWhatIsLarge: (() => void) | null
}

/**
 * Says that the connection ended for good. It floats at the lower edge, so that no line of the text moves for it; the
 * text stays readable and can be carried away.
 */
export function StoppedPanel(props: StoppedPanelProps) {
  const { code, word, documentId, unsaved, text, signedInAgain, saveAsOwn, askForAccess } = props
  const t = useTranslations()
  const words = stoppedWords(t, code, word)
  const danger = words.wordsInDanger && unsaved > 0
  const mayCopy = text !== null && (words.mayCopy || signedInAgain)
  // The copy on this device brings the refused change again with every reload.
  const mustDiscard = (danger && code === 1009) || (danger && words.action === 'reload' && code !== 1007)
  const mainAction =
    (mustDiscard && words.action !== 'try-again') || signedInAgain ? null : (
      <MainAction
        action={words.action}
        isFirst={!mayCopy}
        onSignIn={props.onSignIn}
        onTryAgain={props.onTryAgain}
      />
    )
  return (
    <div
      role="alert"
      data-testid="stopped"
      className={classNames(
        'stopped-panel mx-auto w-[min(43rem,calc(100%-2rem))] rounded-xl border p-5',
        text === null
          ? 'mt-6'
          : 'fixed inset-x-0 bottom-4 z-30 max-h-[min(50dvh,24rem)] overflow-y-auto shadow-float max-sm:bottom-[calc(0.75rem+env(safe-area-inset-bottom))] max-sm:p-4',
        danger ? 'border-danger/40 bg-danger-soft' : 'border-line bg-panel',
      )}
    >
      <h2 className={classNames('font-semibold text-base', danger && 'text-danger')}>{words.title}</h2>
      <p className="mt-1.5 text-ink-soft leading-relaxed">
        {sentences(
          safeWords(t, words, unsaved, text !== null),
          words.next ?? null,
          signedInAgain ? t('stopped.next.keepAsOwn') : null,
        )}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        {words.action === 'try-again' && props.onWhatIsLarge !== null ? (
          <Button look="primary" onClick={props.onWhatIsLarge}>
            {t('size.whatIsLarge')}
          </Button>
        ) : null}
        {mayCopy ? saveAsOwn : null}
        {words.mayAsk ? askForAccess : null}
        {mayCopy ? null : mainAction}
        {text === null ? null : (
          <>
            <CopyButton text={text} label={t('stopped.copyText')} />
            <Button onClick={props.onDownload}>
              <Download aria-hidden className="size-4" />
              {t('stopped.download')}
            </Button>
          </>
        )}
        {mayCopy ? mainAction : null}
        {words.mayReport ? (
          <CopyReport code={code} word={word} documentId={documentId} unsaved={unsaved} />
        ) : null}
        {mustDiscard ? (
          <Button look="quiet" onClick={props.onDiscard}>
            {t('stopped.discard')}
          </Button>
        ) : null}
      </div>
      <p className="mt-4 font-mono text-ink-faint text-xs">{`${code} ${word} · ${documentId}`}</p>
    </div>
  )
}

function CopyReport(props: { code: number; word: string; documentId: string; unsaved: number }) {
  const t = useTranslations()
  const { origin, pathname } = window.location
  const report = () =>
    reportText(t, { ...props, page: origin + pathname, browser: navigator.userAgent, at: Date.now() })
  return <CopyButton text={report} label={t('stopped.copyReport')} />
}

function CopyButton({ text, label }: { text: () => string; label: string }) {
  const t = useTranslations()
  const [copied, setCopied] = useState<boolean | null>(null)
  return (
    <Button onClick={() => copyText(text()).then(setCopied)}>
      {copied === true ? (
        <Check aria-hidden className="size-4 text-success" />
      ) : (
        <Copy aria-hidden className="size-4" />
      )}
      <span aria-live="polite">
        {copied === null ? label : copied ? t('stopped.copied') : t('stopped.notCopied')}
      </span>
    </Button>
  )
}

function MainAction({
  action,
  isFirst,
  onSignIn,
  onTryAgain,
}: {
  action: StoppedWords['action']
  isFirst: boolean
  onSignIn: () => void
  onTryAgain: () => void
}) {
  const t = useTranslations()
  const look = isFirst ? 'primary' : 'quiet'
  switch (action) {
    case 'home':
      return (
        <Button asChild look={look}>
          <Link href="/">{t('common.toDocuments')}</Link>
        </Button>
      )
    case 'sign-in':
      return (
        <Button look={look} onClick={onSignIn}>
          {t('common.signIn')}
        </Button>
      )
    case 'try-again':
      return (
        <Button look={look} onClick={onTryAgain}>
          {t('common.tryAgain')}
        </Button>
      )
    case 'open-again':
    case 'reload':
      return (
        <Button look={look} onClick={() => window.location.reload()}>
          {action === 'reload' ? t('stopped.reload') : t('stopped.openAgain')}
        </Button>
      )
  }
}
