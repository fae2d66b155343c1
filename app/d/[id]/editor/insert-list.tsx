'use client'

import type { Editor } from '@tiptap/react'
import { useTranslations } from 'use-intl'
import type { BlockAction } from './block-actions.ts'
import { INSERT_MENU } from './insert-menu.ts'
import { MenuList } from './menu-list.tsx'
import { keyWords } from './shortcut-keys.ts'
import { keysOf } from './shortcuts.ts'

/** What `/` and the button of the toolbar offer. */
export function InsertList({ editor }: { editor: Editor }) {
  const t = useTranslations()
  return (
    <MenuList
      editor={editor}
      menu={INSERT_MENU}
      label={t('editor.insertMenu.label')}
      groupOf={({ group }) => t(`editor.groups.${group}`)}
      look={(action) => <Look action={action} />}
      nothing={t('editor.insertMenu.nothing')}
      countWords={(count) => t('editor.insertMenu.found', { count })}
    />
  )
}

function Look({ action: { name, typed, icon: Icon } }: { action: BlockAction }) {
  const t = useTranslations()
  const keys = keysOf(name)
  return (
    <>
      <Icon aria-hidden className="size-4 shrink-0 text-ink-soft" />
      <span className="flex-1 truncate">{t(`editor.actions.${name}`)}</span>
      <kbd aria-hidden dir="ltr" className="font-sans text-ink-soft text-xs">
        {typed ?? (keys === null ? '' : keyWords(t, keys))}
      </kbd>
    </>
  )
}
