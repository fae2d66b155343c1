'use client'

import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { ariaKeys, keyWords } from '../editor/shortcut-keys.ts'
import { keysOf } from '../editor/shortcuts.ts'
import { restoreTalk, toggleTalk, useTalkOpen } from './talk-open.ts'
import { TAB_ICONS, TALK_TABS } from './talk-tabs.ts'

/** More than this is shown as this with a plus. */
const MOST_SHOWN = 99

/** Open what is said beside the text. A badge says how much of it is new. */
export function TalkButtons() {
  const t = useTranslations()
  const { tab: open, news } = useTalkOpen()
  useEffect(restoreTalk, [])
  return TALK_TABS.map((tab) => {
    const Icon = TAB_ICONS[tab]
    const { count = 0, forMe = false } = news[tab] ?? {}
    const label = t(`talk.tabs.${tab}`)
    // the table of shortcuts calls what opens a tab by the name of the tab
    const keys = keysOf(tab) ?? ''
    return (
      <Tooltip key={tab} words={label} hint={keyWords(t, keys)}>
        <Button
          look="quiet"
          size="icon"
          aria-label={count === 0 ? label : t(`talk.news.${tab}`, { count })}
          aria-expanded={open === tab}
          aria-keyshortcuts={ariaKeys(keys)}
          onClick={() => toggleTalk(tab, true)}
          className={classNames('relative', open === tab && 'bg-accent-soft text-accent')}
        >
          <Icon aria-hidden className="size-[18px]" />
          {count === 0 ? null : (
            <span
              data-testid={`${tab}-news`}
              className={classNames(
                'absolute -top-1 -end-1 flex h-4 min-w-4 items-center justify-center rounded-full px-1 font-semibold text-[10px] leading-none ring-2 ring-paper',
                forMe ? 'bg-danger text-on-danger' : 'bg-accent text-on-accent',
              )}
            >
              {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
            </span>
          )}
        </Button>
      </Tooltip>
    )
  })
}
