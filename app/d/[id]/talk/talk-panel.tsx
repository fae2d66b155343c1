'use client'

import { X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../../ui/button.tsx'
import { useKeyboardInset } from '../editor/use-keyboard-inset.ts'
import type { ChatSession } from './chat/chat-session.ts'
import { ChatTab } from './chat/chat-tab.tsx'
import type { CommentsSession } from './comments/comments-session.ts'
import { CommentsTab } from './comments-tab.tsx'
import { closeTalk, openTalk, useTalkOpen } from './talk-open.ts'
import type { TalkProps } from './talk-side.tsx'
import { TALK_TABS, type TalkTab } from './talk-tabs.ts'

export interface TalkPanelProps extends TalkProps {
  readonly tab: TalkTab
  /** Null while it is being made. */
  readonly chat: ChatSession | null
  readonly comments: CommentsSession | null
}

/** Beside the text on a wide screen, over its edge on a narrower one, a sheet on a phone. */
export function TalkPanel({ tab, chat, comments, ...props }: TalkPanelProps) {
  const t = useTranslations()
  const panel = useRef<HTMLElement>(null)
  const { asked, news } = useTalkOpen()
  const keyboard = useKeyboardInset()

  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that it is asked for, also when it is open.
  useEffect(() => {
    if (asked === 0) return
    const field = panel.current?.querySelector<HTMLElement>('[data-first]')
    // a keyboard that comes up over what is to be read is not wanted
    const isTouch = window.matchMedia('(pointer: coarse)').matches
    const target = field == null || isTouch ? panel.current : field
    target?.focus({ preventScroll: true })
  }, [asked, tab])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
    // what floats over it closes by itself
    if (event.target instanceof Node && panel.current?.contains(event.target) !== true) return
    event.preventDefault()
    closeTalk()
  }

  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('talk.close')}
        className="talk-backdrop"
        onClick={closeTalk}
      />
      <aside
        ref={panel}
        tabIndex={-1}
        aria-label={t('talk.label')}
        className="talk-panel"
        style={{ '--keyboard-inset': `${keyboard}px` }}
        onKeyDown={onKeyDown}
      >
        <div className="flex h-11 shrink-0 items-center gap-1 border-line border-b ps-3 pe-2">
          <div role="tablist" aria-label={t('talk.label')} className="flex h-full flex-1 gap-1">
            {TALK_TABS.map((each) => (
              <button
                key={each}
                type="button"
                role="tab"
                id={`talk-tab-${each}`}
                aria-selected={each === tab}
                aria-controls="talk-content"
                tabIndex={each === tab ? 0 : -1}
                onClick={() => openTalk(each)}
                onKeyDown={goBetweenTabs}
                className="talk-tab"
              >
                {t(`talk.tabs.${each}`)}
                {each !== tab && (news[each]?.count ?? 0) > 0 ? (
                  <span aria-hidden className="size-1.5 rounded-full bg-accent" />
                ) : null}
              </button>
            ))}
          </div>
          <div id="talk-tools" className="flex items-center" />
          <Button look="quiet" size="icon" aria-label={t('talk.close')} onClick={closeTalk}>
            <X aria-hidden className="size-4" />
          </Button>
        </div>
        <div id="talk-content" role="tabpanel" aria-labelledby={`talk-tab-${tab}`} className="talk-content">
          {tab === 'comments' ? (
            comments === null ? null : (
              <CommentsTab key={comments.documentId} session={comments} {...props} />
            )
          ) : chat === null ? null : (
            <ChatTab key={chat.documentId} session={chat} {...props} />
          )}
        </div>
      </aside>
    </>
  )
}

/** Arrows lead to the tab beside, Enter opens it (WAI-ARIA Authoring Practices, tabs with manual activation). */
function goBetweenTabs({ key, currentTarget }: KeyboardEvent<HTMLElement>): void {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return
  const isForward = (key === 'ArrowRight') === (getComputedStyle(currentTarget).direction === 'ltr')
  const beside = isForward ? currentTarget.nextElementSibling : currentTarget.previousElementSibling
  if (beside instanceof HTMLElement) beside.focus()
}
