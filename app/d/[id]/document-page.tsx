'use client'

import './together.css'
import './talk/talk.css'
import type { Editor } from '@tiptap/react'
import { memo, useCallback, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { DocumentDetails, Visitor } from '../../../lib/api-schema.ts'
import { can } from '../../../lib/roles.ts'
import { classNames } from '../../ui/class-names.ts'
import { FetchParts, Late } from '../../ui/late.tsx'
import { part } from '../../ui/part.ts'
import { useAfterwards } from '../../ui/use-afterwards.ts'
import { Arrivals } from './arrivals.tsx'
import { DocumentHeader } from './document-header.tsx'
import { DocumentNotices, type Problem } from './document-notices.tsx'
import { TextSkeleton } from './document-skeleton.tsx'
import { DocumentEditor } from './editor/document-editor.tsx'
import { FollowingLine } from './following-line.tsx'
import { LoadFailed } from './load-failed.tsx'
import { isRefusal, NotOpenYet } from './not-open-yet.tsx'
import type { TellProblem } from './remedy.ts'
import { SaveKey } from './save-key.tsx'
import { SizeNotice } from './size-notice.tsx'
import { fullness as fullnessOf } from './size-words.ts'
import { useConnection, useSnapshot } from './use-connection.ts'
import { useDetails } from './use-details.ts'
import { useDocumentTitle } from './use-document-title.ts'
import { useJoining } from './use-joining.ts'
import { usePeople } from './use-people.ts'
import { useTogether } from './use-together.ts'

// The first of what comes late: what it says matters most when nothing more comes.
const documentStopped = part(() => import('./document-stopped.tsx').then((module) => module.DocumentStopped))
const joinDialog = part(() => import('./join-dialog.tsx').then((module) => module.JoinDialog))
const talkSide = part(() => import('./talk/talk-side.tsx').then((module) => module.TalkSide))
const largeDialog = part(() => import('./what-is-large.tsx').then((module) => module.WhatIsLarge))

/** The status changes with every key, and nothing of it is the editor's. */
const StillEditor = memo(DocumentEditor)

export interface DocumentPageProps {
  readonly document: DocumentDetails
  readonly visitor: Visitor
  /** Name of the other sign-in; null when there is none. */
  readonly provider: string | null
}

/** A document and who has it open. Opened anew when somebody signs in after its connection has ended. */
export function DocumentPage({ document, visitor, provider }: DocumentPageProps) {
  const [opening, setOpening] = useState({ count: 0, visitor })
  const openAgain = useCallback(
    (who: Visitor) => setOpening(({ count }) => ({ count: count + 1, visitor: who })),
    [],
  )
  return (
    <OpenDocument
      key={opening.count}
      document={document}
      opener={opening.visitor}
      provider={provider}
      onOpenAgain={openAgain}
    />
  )
}

interface OpenDocumentProps {
  readonly document: DocumentDetails
  readonly opener: Visitor
  readonly provider: string | null
  readonly onOpenAgain: (visitor: Visitor) => void
}

function OpenDocument({ document, opener, provider, onOpenAgain }: OpenDocumentProps) {
  const t = useTranslations()
  const language = useLocale()
  const connection = useConnection(document, opener)
  const snapshot = useSnapshot(connection)
  const [problem, setProblem] = useState<Problem | null>(null)
  const tellProblem = useCallback<TellProblem>((words, remedy) => setProblem({ words, remedy }), [])
  const [news, setNews] = useState<string | null>(null)
  const joining = useJoining(opener, connection, onOpenAgain, setNews)
  const { visitor } = joining
  const role = snapshot?.role ?? document.role
  const [details, refreshDetails] = useDetails(document, `${visitor.id} ${role}`, snapshot?.notice ?? null)
  const ready = snapshot?.ready ?? false
  const title = useDocumentTitle(connection, ready, document.title)
  const status = snapshot?.status ?? { kind: 'connecting' }
  const [editor, setEditor] = useState<Editor | null>(null)
  // what is said beside the text comes after it
  const shownEditor = useAfterwards(editor)
  const people = usePeople(connection, visitor.id)
  const mayAsk = can(role, 'edit') && status.kind !== 'stopped'
  const together = useTogether(connection, editor, people, mayAsk, setNews)
  const [largeOpen, setLargeOpen] = useState(false)
  const [refused, setRefused] = useState(0)
  const cap = snapshot?.limits?.documentBytes
  const fullness = cap === undefined ? null : fullnessOf(t, snapshot?.sizeNow ?? 0, cap, language)
  const whatIsLarge = useCallback(() => setLargeOpen(true), [])
  const noteRefused = useCallback(() => setRefused((count) => count + 1), [])

  const discard = useCallback(async () => {
    await connection?.discardLocalCopy()
    window.location.reload()
  }, [connection])

  return (
    <div className="flex min-h-dvh flex-col">
      <DocumentHeader
        connection={connection}
        snapshot={snapshot}
        details={details}
        title={title}
        visitor={visitor}
        people={people}
        together={together}
        fullness={fullness}
        onWhatIsLarge={whatIsLarge}
        doc={ready ? (connection?.doc ?? null) : null}
        onProblem={tellProblem}
        onJoin={joining.setKind}
        onAccessChange={refreshDetails}
      />
      <DocumentNotices
        snapshot={snapshot}
        onRoleSeen={() => connection?.dismissRoleChange()}
        problem={problem}
        onProblemSeen={() => setProblem(null)}
        news={news}
        onNewsSeen={() => setNews(null)}
        onGo={together.go}
        onNotNow={() => connection?.dismissGathering()}
      >
        <SizeNotice fullness={fullness} refused={refused} onWhatIsLarge={whatIsLarge} />
        <SaveKey status={status} onSave={() => connection?.tryNow()} />
      </DocumentNotices>
      <Arrivals
        people={people}
        selfId={visitor.id}
        connected={status.kind === 'saved' || status.kind === 'saving' || status.kind === 'read-only'}
      />
      <FollowingLine person={together.following} onStop={together.stopFollowing} />
      <main
        className={classNames('document-main flex flex-1 flex-col', status.kind === 'stopped' && 'pb-48')}
      >
        {status.kind === 'stopped' && connection !== null ? (
          <Late
            part={documentStopped}
            wanted
            props={{
              connection,
              code: status.code,
              word: status.word,
              documentId: document.id,
              title,
              visitor,
              unsaved: snapshot?.unsaved ?? 0,
              doc: ready ? connection.doc : null,
              signedInAgain: joining.signedInAgain,
              onSignIn: joining.signIn,
              onDiscard: discard,
              onTryAgain: connection.tryAgain,
              onWhatIsLarge: editor === null ? null : whatIsLarge,
            }}
          />
        ) : null}
        {ready && connection !== null && snapshot !== null ? (
          <StillEditor
            connection={connection}
            canEdit={snapshot.canEdit}
            onProblem={tellProblem}
            onEditor={setEditor}
            onFull={noteRefused}
          />
        ) : status.kind === 'stopped' ? null : snapshot?.loadFailed ? (
          <LoadFailed documentId={document.id} onTryNow={() => connection?.tryNow()} />
        ) : status.kind === 'reconnecting' && isRefusal(status.cause) ? (
          <NotOpenYet status={status} documentId={document.id} onTryNow={() => connection?.tryNow()} />
        ) : (
          <TextSkeleton />
        )}
      </main>
      {connection === null || editor === null ? null : (
        <Late
          part={largeDialog}
          wanted={largeOpen}
          props={{ connection, editor, open: largeOpen, onOpenChange: setLargeOpen }}
        />
      )}
      {connection === null || shownEditor === null ? null : (
        <Late
          part={talkSide}
          wanted
          props={{ documentId: document.id, connection, editor: shownEditor, visitor, role, people }}
        />
      )}
      <Late
        part={joinDialog}
        wanted={joining.kind !== null}
        props={{
          documentId: document.id,
          provider,
          kind: joining.kind,
          onKind: joining.setKind,
          hasEnded: status.kind === 'stopped',
          reidentify: joining.reidentify,
          onJoined: joining.joined,
        }}
      />
      {editor !== null || status.kind === 'stopped' ? <FetchParts /> : null}
    </div>
  )
}
