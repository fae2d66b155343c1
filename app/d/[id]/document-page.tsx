'use client'

import { useCallback, useState } from 'react'
import type { DocumentDetails, Visitor } from '../../../lib/api-schema.ts'
import { documentMarkdown } from '../../../lib/document-text.ts'
import type { Role } from '../../../lib/roles.ts'
import type { SyncStatus } from '../../../lib/sync-status.ts'
import { downloadText, fileNameOf } from '../../ui/download-text.ts'
import { BackLink } from './back-link.tsx'
import { DocumentMenu } from './document-menu.tsx'
import { TextSkeleton } from './document-skeleton.tsx'
import { DocumentEditor } from './editor/document-editor.tsx'
import { LoadFailed } from './load-failed.tsx'
import { NoticeBar } from './notice-bar.tsx'
import { People } from './people.tsx'
import { Share } from './share.tsx'
import { StatusPill } from './status-pill.tsx'
import { StoppedPanel } from './stopped-panel.tsx'
import { useConnection, useSnapshot } from './use-connection.ts'
import { useDocumentTitle } from './use-document-title.ts'
import { usePeople } from './use-people.ts'

const CONNECTING: SyncStatus = { kind: 'connecting' }

const MAY_NOW: Readonly<Record<Role, string>> = {
  owner: 'You own this document now.',
  editor: 'You can edit this document now.',
  commenter: 'You can read and comment now, but no longer edit.',
  viewer: 'You can read this document now, but no longer edit.',
}

export function DocumentPage({ document, visitor }: { document: DocumentDetails; visitor: Visitor }) {
  const connection = useConnection(document, visitor)
  const snapshot = useSnapshot(connection)
  const people = usePeople(connection, visitor.id)
  const [problem, setProblem] = useState<string | null>(null)
  const [dismissedNotice, setDismissedNotice] = useState<string | null>(null)
  const ready = snapshot?.ready ?? false
  const title = useDocumentTitle(connection, ready, document.title)
  const status = snapshot?.status ?? CONNECTING
  const role = snapshot?.role ?? document.role

  const download = useCallback(() => {
    if (connection !== null) downloadText(fileNameOf(title), documentMarkdown(connection.doc))
  }, [connection, title])
  const mustAsk = useCallback(() => (connection?.getSnapshot().unsaved ?? 0) > 0, [connection])
  const discard = useCallback(async () => {
    await connection?.discardLocalCopy()
    window.location.reload()
  }, [connection])

  return (
    <div className="flex min-h-dvh flex-col">
      <div className="sticky top-0 z-30 bg-paper">
        <header className="flex h-12 items-center gap-1 border-line border-b px-2 sm:gap-2 sm:px-3">
          <BackLink mustAsk={mustAsk} />
          <p className="min-w-0 truncate font-medium text-[13px] sm:text-sm" title={title || 'Untitled'}>
            {title || 'Untitled'}
          </p>
          <StatusPill status={status} ownerName={document.owner.name} onTryNow={() => connection?.tryNow()} />
          <div className="flex-1" />
          <People people={people} selfId={visitor.id} />
          <div className="ml-1 flex items-center gap-1">
            <Share document={document} role={role} />
            <DocumentMenu
              id={document.id}
              title={title}
              role={role}
              visitor={visitor}
              onDownload={ready ? download : null}
              onProblem={setProblem}
            />
          </div>
        </header>
      </div>
      <div className="document-notices">
        {snapshot?.roleChange && status.kind !== 'stopped' ? (
          <NoticeBar tone="info" onDismiss={() => connection?.dismissRoleChange()}>
            {snapshot.roleChange.by === null
              ? 'Your access changed'
              : `${snapshot.roleChange.by} changed your access`}
            . {MAY_NOW[snapshot.roleChange.role]}
          </NoticeBar>
        ) : null}
        {snapshot?.notice && snapshot.notice !== dismissedNotice ? (
          <NoticeBar tone="info" onDismiss={() => setDismissedNotice(snapshot.notice)}>
            {snapshot.notice}
          </NoticeBar>
        ) : null}
        {problem === null ? null : (
          <NoticeBar tone="warning" onDismiss={() => setProblem(null)}>
            {problem}
          </NoticeBar>
        )}
      </div>
      <main className="flex flex-1 flex-col">
        {status.kind === 'stopped' && connection !== null ? (
          <StoppedPanel
            code={status.code}
            word={status.word}
            documentId={document.id}
            unsaved={snapshot?.unsaved ?? 0}
            text={ready ? () => documentMarkdown(connection.doc) : null}
            onDownload={download}
            onDiscard={discard}
          />
        ) : null}
        {ready && connection !== null && snapshot !== null ? (
          <DocumentEditor connection={connection} canEdit={snapshot.canEdit} onProblem={setProblem} />
        ) : status.kind === 'stopped' ? null : snapshot?.loadFailed ? (
          <LoadFailed documentId={document.id} onTryNow={() => connection?.tryNow()} />
        ) : (
          <TextSkeleton />
        )}
      </main>
    </div>
  )
}
