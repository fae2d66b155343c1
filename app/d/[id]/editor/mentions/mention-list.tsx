'use client'

import type { Editor } from '@tiptap/react'
import { FileText } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Avatar } from '../../../../ui/avatar.tsx'
import { MenuList } from '../menu-list.tsx'
import { useEditorValue } from '../use-editor-value.ts'
import type { Mentionable } from './find-mentionable.ts'
import { MENTION_MENU } from './mention-menu.ts'
import { directoryOf } from './mention-node.ts'

/** What is said when nothing of a sort was found. */
const NOTHING: Readonly<Record<string, 'mentions.nobody' | 'mentions.noDocument'>> = {
  person: 'mentions.nobody',
  document: 'mentions.noDocument',
}

/** What `@` offers: people and documents. */
export function MentionList({ editor }: { editor: Editor }) {
  const t = useTranslations()
  const sort = useEditorValue(editor, ({ state }) => MENTION_MENU.of(state)?.sort ?? null)
  const selfId = directoryOf(editor)?.selfId
  return (
    <MenuList
      editor={editor}
      menu={MENTION_MENU}
      label={t('mentions.label')}
      groupOf={({ kind }) => t(kind === 'person' ? 'mentions.people' : 'mentions.documents')}
      look={(option) => <Look option={option} isSelf={option.id === selfId} />}
      nothing={t(NOTHING[sort ?? ''] ?? 'mentions.nothing')}
      countWords={(count) => t('mentions.found', { count })}
    />
  )
}

function Look({ option, isSelf }: { option: Mentionable; isSelf: boolean }) {
  const t = useTranslations()
  if (option.kind === 'document') {
    return (
      <>
        <FileText aria-hidden className="size-4 shrink-0 text-ink-soft" />
        <Name words={option.words} />
      </>
    )
  }
  const { name, color, isHere } = option.person
  return (
    <>
      <Avatar name={name} color={color} className="-mx-0.5 size-5! shrink-0 text-[9px]!" />
      <Name words={name} />
      {isSelf || isHere ? (
        <span className="shrink-0 text-ink-soft text-xs">{t(isSelf ? 'together.you' : 'mentions.here')}</span>
      ) : null}
    </>
  )
}

/** Begins where the list does, and is cut where it ends, in whatever direction it is written. */
const Name = ({ words }: { words: string }) => (
  <span className="min-w-0 flex-1">
    <span dir="auto" className="block w-fit max-w-full truncate">
      {words}
    </span>
  </span>
)
