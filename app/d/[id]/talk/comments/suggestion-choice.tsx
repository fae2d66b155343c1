'use client'

import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Thread } from '../../../../../lib/comment-threads.ts'
import { can } from '../../../../../lib/roles.ts'
import { Button } from '../../../../ui/button.tsx'
import { acceptSuggestion, wordsNow } from './accept-suggestion.ts'
import { notDoneWords } from './comment-refusals.ts'
import type { NotDone } from './comments-session.ts'
import { SuggestionDiff } from './suggestion-diff.tsx'
import { useComments } from './use-comments.ts'

/** What is suggested, and for who may edit the choice. Where the words have changed since, both are shown first. */
export function SuggestionChoice({ thread }: { thread: Thread }) {
  const t = useTranslations()
  const { editor, session, state, role: known } = useComments()
  const [changed, setChanged] = useState<string | null>(null)
  const [failed, setFailed] = useState<NotDone | 'orphaned' | null>(null)
  const { seq, quote, replacement } = thread
  if (replacement === null) return null
  const mayDecide = can(state.role ?? known, 'edit') && thread.state === 'open'

  const accept = async (seen: string) => {
    setFailed(null)
    const now = wordsNow(editor, session, thread)
    if (now === null) return setFailed('orphaned')
    if (now !== seen) return setChanged(now)
    const why = await acceptSuggestion(editor, session, thread, seen)
    setChanged(why === 'changed' ? wordsNow(editor, session, thread) : null)
    setFailed(why === 'changed' ? null : why)
  }
  const reject = async () => setFailed(await session.act({ kind: 'decide', thread: seq, accept: false }))

  return (
    <div className="flex flex-col gap-2">
      <SuggestionDiff before={quote} after={replacement} />
      {mayDecide && changed !== null ? (
        <div role="alert" className="rounded-md bg-warning-soft p-2 text-[13px]">
          <p className="font-medium text-warning">{t('comments.suggestion.changed')}</p>
          <SuggestionDiff before={changed} after={replacement} />
        </div>
      ) : null}
      {mayDecide ? (
        <div className="flex gap-1.5">
          <Button look="primary" className="h-7" onClick={() => void accept(changed ?? quote)}>
            <Check aria-hidden className="size-3.5" />
            {t(changed === null ? 'comments.suggestion.accept' : 'comments.suggestion.acceptAnyway')}
          </Button>
          <Button className="h-7" onClick={() => void reject()}>
            <X aria-hidden className="size-3.5" />
            {t('comments.suggestion.reject')}
          </Button>
        </div>
      ) : null}
      {failed === null ? null : (
        <p role="alert" className="text-danger text-xs">
          {failed === 'orphaned' ? t('comments.suggestion.gone') : notDoneWords(t, failed)}
        </p>
      )}
    </div>
  )
}
