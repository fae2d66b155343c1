'use client'

import { useTranslations } from 'use-intl'
import { isolated } from '../../../../../lib/isolated.ts'
import { useChat } from './use-chat.ts'

/** Who is writing. Its place is there all the time: nothing moves for it. */
export function TypingLine() {
  const t = useTranslations()
  const { state, people } = useChat()
  const names = state.typing.map(({ id, name }) =>
    isolated(people.find((each) => each.id === id)?.name ?? name),
  )
  return (
    <p aria-live="off" data-testid="typing" className="typing-line">
      {names.length === 0 ? null : (
        <>
          <span aria-hidden className="typing-dots">
            <i />
            <i />
            <i />
          </span>
          <span className="truncate">
            {t('chat.typing', { count: names.length, first: names[0] ?? '', second: names[1] ?? '' })}
          </span>
        </>
      )}
    </p>
  )
}
