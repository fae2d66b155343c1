'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { MAX_REPLACEMENT } from '../../../../../lib/comments.ts'
import { isWhole } from '../../../../../lib/passage.ts'
import { CommentField } from './comment-field.tsx'
import type { CommentDraft } from './comments-session.ts'
import { SuggestionDiff } from './suggestion-diff.tsx'
import { useComments } from './use-comments.ts'

/** A comment or suggestion about the words that were selected, before it is there. */
export function NewThread({ draft }: { draft: CommentDraft }) {
  const t = useTranslations()
  const { session } = useComments()
  const { passage, kind } = draft
  const [replacement, setReplacement] = useState(passage.quote)
  const maySuggest = isWhole(passage) && !passage.quote.includes('\n') && !passage.quote.includes('\ufffc')
  const isSuggestion = kind === 'suggestion' && maySuggest
  const done = (seq: number) => {
    session.draft(null)
    session.activate(seq)
  }
  return (
    <section
      aria-label={t(isSuggestion ? 'comments.suggest' : 'comments.new')}
      className="thread-card is-active"
    >
      {isSuggestion ? (
        <>
          <SuggestionDiff before={passage.quote} after={replacement} />
          <textarea
            dir="auto"
            data-first=""
            rows={2}
            maxLength={MAX_REPLACEMENT}
            aria-label={t('comments.suggestion.field')}
            value={replacement}
            onChange={({ target }) => setReplacement(target.value.replaceAll(/\s*\n\s*/g, ' '))}
            className="comment-field"
          />
        </>
      ) : (
        <p dir="auto" className="thread-quote">
          {passage.quote}
        </p>
      )}
      {kind === 'suggestion' && !maySuggest ? (
        <p role="status" className="text-ink-soft text-xs">
          {t('comments.suggestion.oneLine')}
        </p>
      ) : null}
      <CommentField
        label={t(isSuggestion ? 'comments.suggestion.why' : 'comments.write')}
        send={t(isSuggestion ? 'comments.suggest' : 'comments.send')}
        draftOf="new"
        mayBeEmpty={isSuggestion && replacement !== passage.quote}
        isFirst={!isSuggestion}
        onCancel={() => session.draft(null)}
        onSend={(text) =>
          isSuggestion
            ? session.act({ kind: 'suggest', passage, replacement, text: text === '' ? null : text }, done)
            : session.act({ kind: 'thread', passage, text }, done)
        }
      />
    </section>
  )
}
