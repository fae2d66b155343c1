'use client'

import { useTranslations } from 'use-intl'
import { Button } from '../../../../ui/button.tsx'
import { useChat } from './use-chat.ts'

/** What is to be known of the line: nothing while all is well. */
export function LineNotice() {
  const t = useTranslations()
  const { session, state } = useChat()
  const { line, tooFast, ended } = state
  if (ended !== null) return <Notice words={t('chat.line.ended')} />
  if (line.kind === 'stopped') {
    const words = t(line.word === 'chat-rate' ? 'chat.line.flood' : 'chat.line.stopped')
    return <Notice words={words} action={t('chat.line.goOn')} onAction={() => session.goOn()} />
  }
  if (line.kind === 'waiting') return <Notice words={t('chat.line.waiting')} quiet />
  if (tooFast) {
    return (
      <Notice words={t('chat.line.tooFast')} action={t('common.close')} onAction={() => session.calm()} />
    )
  }
  return null
}

interface NoticeProps {
  readonly words: string
  readonly action?: string
  readonly onAction?: () => void
  readonly quiet?: boolean
}

const Notice = ({ words, action, onAction, quiet = false }: NoticeProps) => (
  <div
    role={quiet ? 'status' : 'alert'}
    className={quiet ? 'chat-notice text-ink-soft' : 'chat-notice bg-warning-soft text-warning'}
  >
    <p className="flex-1">{words}</p>
    {action === undefined ? null : (
      <Button className="h-7" onClick={onAction}>
        {action}
      </Button>
    )}
  </div>
)
