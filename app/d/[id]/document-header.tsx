'use client'

import { Ellipsis } from 'lucide-react'
import { memo, useCallback } from 'react'
import { useTranslations } from 'use-intl'
import type { Doc } from 'yjs'
import type { DocumentDetails, Visitor } from '../../../lib/api-schema.ts'
import type { ConnectionSnapshot, DocumentConnection } from '../../../lib/document-connection.ts'
import type { Person } from '../../../lib/presence.ts'
import type { SyncStatus } from '../../../lib/sync-status.ts'
import type { JoinKind } from '../../account-items.tsx'
import { Bell } from '../../notices/bell.tsx'
import { Button } from '../../ui/button.tsx'
import { LateMenu, type LateMenuProps } from '../../ui/late.tsx'
import { part } from '../../ui/part.ts'
import { BackLink } from './back-link.tsx'
import type { DocumentMenuProps } from './document-menu.tsx'
import { People } from './people.tsx'
import { ShareButton } from './share/share-button.tsx'
import type { Fullness } from './size-words.ts'
import { StatusPill } from './status-pill.tsx'
import { TalkButtons } from './talk/talk-buttons.tsx'
import type { Together } from './use-together.ts'

const documentMenu = part(() => import('./document-menu.tsx').then((module) => module.DocumentMenu))

const CONNECTING: SyncStatus = { kind: 'connecting' }

/** The status changes with every key: what has nothing to do with it is not rendered again. */
const StillMenu = memo(HeaderMenu)
const StillPeople = memo(People)
const StillBackLink = memo(BackLink)
const StillTalkButtons = memo(TalkButtons)
const StillBell = memo(Bell)

export interface DocumentHeaderProps {
  readonly connection: DocumentConnection | null
  readonly snapshot: ConnectionSnapshot | null
  readonly details: DocumentDetails
  readonly title: string
  readonly visitor: Visitor
  readonly people: readonly Person[]
  readonly together: Together
  readonly fullness: Fullness | null
  readonly onWhatIsLarge: () => void
  /** Null while there is nothing to download. */
  /** What can be carried away; null while it is not here. */
  readonly doc: Doc | null
  readonly onProblem: (words: string) => void
  readonly onJoin: (kind: JoinKind) => void
  readonly onAccessChange: () => void
}

/** Where one is, how safe the text is, who else is here, and what can be done with the whole. */
export function DocumentHeader(props: DocumentHeaderProps) {
  const t = useTranslations()
  const { connection, snapshot, details, title, visitor, people, together, onAccessChange } = props
  const role = snapshot?.role ?? details.role
  const status = snapshot?.status ?? CONNECTING
  const mustAsk = useCallback(() => (connection?.getSnapshot().unsaved ?? 0) > 0, [connection])
  return (
    <div className="sticky top-0 z-30 bg-paper">
      <header className="document-header flex h-12 items-center gap-1 border-line border-b px-2 sm:gap-2 sm:px-3">
        <StillBackLink mustAsk={mustAsk} />
        <p
          dir="auto"
          className="min-w-0 shrink-[99999] truncate font-medium text-[13px] sm:text-sm"
          title={title || t('common.untitled')}
        >
          {title || t('common.untitled')}
        </p>
        <StatusPill
          status={status}
          documentId={details.id}
          ownerName={details.owner.name}
          fullness={props.fullness}
          onWhatIsLarge={props.onWhatIsLarge}
          onTryNow={() => connection?.tryNow()}
        />
        <div className="flex-1" />
        <StillPeople people={people} selfId={visitor.id} together={together} />
        <div className="ms-1 flex items-center gap-1">
          <StillTalkButtons />
          <StillBell visitor={visitor} />
          {status.kind === 'stopped' ? null : (
            <ShareButton
              document={details}
              title={title}
              role={role}
              visitor={visitor}
              here={people}
              unsaved={snapshot?.unsaved ?? 0}
              onChange={onAccessChange}
              onTransferred={() => connection?.dismissRoleChange()}
            />
          )}
          <StillMenu
            id={details.id}
            title={title}
            role={role}
            visitor={visitor}
            onBringEveryone={people.length > 1 ? together.bringEveryone : null}
            doc={props.doc}
            onProblem={props.onProblem}
            onJoin={props.onJoin}
          />
        </div>
      </header>
    </div>
  )
}

function HeaderMenu(props: Omit<DocumentMenuProps, keyof LateMenuProps>) {
  const t = useTranslations()
  return (
    <LateMenu
      part={documentMenu}
      trigger={
        <Button look="quiet" size="icon" aria-label={t('page.menu.label')}>
          <Ellipsis aria-hidden className="size-[18px]" />
        </Button>
      }
      props={props}
    />
  )
}
