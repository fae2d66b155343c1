'use client'

import { type ComponentType, useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { ariaKeys, keyWords } from '../editor/shortcut-keys.ts'
import { keysOf } from '../editor/shortcuts.ts'
import { restoreTalk, type TalkNews, toggleTalk, useTalkOpen } from './talk-open.ts'
import { TAB_ICONS, TALK_TABS } from './talk-tabs.ts'

/** More than this is shown as this with a plus. */
const MOST_SHOWN = 99

/** Open what is said beside the text: one for each tab, or one for all where there is little room. */
export function TalkButtons() {
  const t = useTranslations()
  const { tab: open, news } = useTalkOpen()
  useEffect(restoreTalk, [])
  const isOne = TALK_TABS.length === 1
  const all = TALK_TABS.flatMap((tab) => news[tab] ?? [])
  const count = all.reduce((sum, each) => sum + each.count, 0)
  const wanted = TALK_TABS.find((tab) => (news[tab]?.count ?? 0) > 0) ?? 'chat'
  return (
    <>
      {TALK_TABS.map((tab) => {
        const own = news[tab] ?? NO_NEWS
        const label = t(`talk.tabs.${tab}`)
        return (
          <TalkButton
            key={tab}
            name={tab}
            icon={TAB_ICONS[tab]}
            words={label}
            label={own.count === 0 ? label : t(`talk.news.${tab}`, { count: own.count })}
            // the table of shortcuts calls what opens a tab by the name of the tab
            keys={keysOf(tab)}
            isOpen={open === tab}
            news={own}
            onPress={() => toggleTalk(tab, true)}
            className={isOne ? '' : 'max-sm:hidden'}
          />
        )
      })}
      {isOne ? null : (
        <TalkButton
          name="talk"
          icon={TAB_ICONS.chat}
          words={t('talk.label')}
          label={count === 0 ? t('talk.label') : t('talk.newsOfAll', { count })}
          keys={null}
          isOpen={open !== null}
          news={{ count, forMe: all.some(({ forMe }) => forMe) }}
          onPress={() => toggleTalk(open ?? wanted, true)}
          className="sm:hidden"
        />
      )}
    </>
  )
}

const NO_NEWS: TalkNews = { count: 0, forMe: false }

interface TalkButtonProps {
  readonly name: string
  readonly icon: ComponentType<{ readonly className?: string }>
  readonly words: string
  readonly label: string
  readonly keys: string | null
  readonly isOpen: boolean
  readonly news: TalkNews
  readonly onPress: () => void
  readonly className: string
}

/** A badge says how much is new. */
function TalkButton(props: TalkButtonProps) {
  const t = useTranslations()
  const { name, icon: Icon, words, label, keys, isOpen, news, onPress, className } = props
  const { count, forMe } = news
  return (
    <Tooltip words={words} {...(keys === null ? {} : { hint: keyWords(t, keys) })}>
      <Button
        look="quiet"
        size="icon"
        aria-label={label}
        aria-expanded={isOpen}
        {...(keys === null ? {} : { 'aria-keyshortcuts': ariaKeys(keys) })}
        onClick={onPress}
        className={classNames('relative', isOpen && 'bg-accent-soft text-accent', className)}
      >
        <Icon aria-hidden className="size-[18px]" />
        {count === 0 ? null : (
          <span
            data-testid={`${name}-news`}
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
}
