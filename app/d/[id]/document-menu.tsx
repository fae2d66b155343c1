'use client'

import {
  CaseSensitive,
  Download,
  FilePlus2,
  Keyboard,
  Megaphone,
  MessageSquareText,
  Search,
  Trash2,
  Type,
} from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { Doc } from 'yjs'
import type { Visitor } from '../../../lib/api-schema.ts'
import { isolated } from '../../../lib/isolated.ts'
import { can, type Role } from '../../../lib/roles.ts'
import { AccountItems, type JoinKind } from '../../account-items.tsx'
import { deleteDocument } from '../../api.ts'
import { WatchingChoice } from '../../notices/watching-choice.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import type { LateMenuProps } from '../../ui/late.tsx'
import { Menu, MenuChoice, MenuHint, MenuItem, MenuLabel, MenuLine } from '../../ui/menu.tsx'
import { useNewDocument } from '../../use-new-document.ts'
import { usePreferences } from '../../use-preferences.ts'
import { downloadDocument } from './download-document.ts'
import { downloadWithComments } from './download-with-comments.ts'
import { requestPanel } from './editor/panel-requests.ts'
import { keyWords } from './editor/shortcut-keys.ts'
import { keysOf, type Panel } from './editor/shortcuts.ts'

const FONT_ICONS = [
  ['sans', <Type key="sans" />],
  ['serif', <CaseSensitive key="serif" />],
] as const

export interface DocumentMenuProps extends LateMenuProps {
  readonly id: string
  readonly title: string
  readonly role: Role
  readonly visitor: Visitor
  /** Null for who may not, and while nobody else is here. */
  readonly onBringEveryone: (() => void) | null
  /** Null while there is nothing to carry away. */
  readonly doc: Doc | null
  readonly onProblem: (words: string) => void
  readonly onJoin: (kind: JoinKind) => void
}

export function DocumentMenu(props: DocumentMenuProps) {
  const t = useTranslations()
  const language = useLocale()
  const { id, title, role, visitor, onBringEveryone, doc, onProblem, onJoin, trigger, startsOpen } = props
  const { create, error } = useNewDocument()
  const [{ font }, change] = usePreferences()
  const [panel, setPanel] = useState<Panel | null>(null)
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (error !== null) onProblem(error)
  }, [error, onProblem])
  const remove = async () => {
    setBusy(true)
    const result = await deleteDocument(id)
    setBusy(false)
    setAsking(false)
    if (result.ok) window.location.assign('/')
    else onProblem(result.message)
  }
  const carryComments = async (from: Doc) => {
    const problem = await downloadWithComments(id, title, from, t, language)
    if (problem !== null) onProblem(problem)
  }
  const fonts = FONT_ICONS.map(([value, icon]) => [value, t(`page.menu.${value}`), icon] as const)
  return (
    <>
      <Menu
        onClosed={() => {
          if (panel === null) return false
          setPanel(null)
          requestPanel(panel)
          return true
        }}
        trigger={trigger}
        startsOpen={startsOpen}
      >
        <MenuItem onSelect={create}>
          <FilePlus2 aria-hidden />
          {t('home.newDocument')}
        </MenuItem>
        {onBringEveryone === null ? null : (
          <MenuItem onSelect={onBringEveryone}>
            <Megaphone aria-hidden />
            {t('together.bringEveryone')}
          </MenuItem>
        )}
        {doc === null ? null : (
          <>
            <MenuItem onSelect={() => downloadDocument(title, doc)}>
              <Download aria-hidden />
              {t('page.menu.download')}
            </MenuItem>
            <MenuItem onSelect={() => void carryComments(doc)}>
              <MessageSquareText aria-hidden />
              {t('page.menu.downloadComments')}
            </MenuItem>
            <MenuItem onSelect={() => setPanel('find')}>
              <Search aria-hidden />
              {t('page.menu.find')}
              <MenuHint>{keyWords(t, keysOf('find') ?? '')}</MenuHint>
            </MenuItem>
            <MenuItem onSelect={() => setPanel('shortcuts')}>
              <Keyboard aria-hidden />
              {t('page.menu.shortcuts')}
              <MenuHint>{keyWords(t, keysOf('shortcuts') ?? '')}</MenuHint>
            </MenuItem>
          </>
        )}
        <MenuLine />
        <WatchingChoice documentId={id} onProblem={onProblem} />
        <MenuLine />
        <MenuLabel>{t('page.menu.font')}</MenuLabel>
        <MenuChoice value={font} options={fonts} onChoose={(value) => change({ font: value })} />
        <MenuLine />
        <AccountItems visitor={visitor} next={`/d/${id}`} onJoin={onJoin} />
        {can(role, 'delete') ? (
          <>
            <MenuLine />
            <MenuItem danger onSelect={() => setAsking(true)}>
              <Trash2 aria-hidden />
              {t('home.deleteAction')}
            </MenuItem>
          </>
        ) : null}
      </Menu>
      <Confirm
        open={asking}
        title={t('home.deleteTitle', { title: isolated(title || t('common.untitled')) })}
        words={t('home.deleteWords')}
        action={t('home.deleteAction')}
        busy={busy}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
