'use client'

import './talk-panel.css'
import './comments/comments.css'
import type { Editor } from '@tiptap/react'
import type { Visitor } from '../../../../lib/api-schema.ts'
import type { DocumentConnection } from '../../../../lib/document-connection.ts'
import type { Person } from '../../../../lib/presence.ts'
import type { Role } from '../../../../lib/roles.ts'
import { can } from '../../../../lib/roles.ts'
import { useChatSession } from './chat/use-chat.ts'
import { CommentBar } from './comments/comment-bar.tsx'
import { GutterMarkers } from './comments/gutter-markers.tsx'
import { useCommentsSession } from './comments/use-comments.ts'
import { useTalkOpen } from './talk-open.ts'
import { TalkPanel } from './talk-panel.tsx'

/** What each tab is given. */
export interface TalkProps {
  readonly documentId: string
  readonly connection: DocumentConnection
  readonly editor: Editor
  readonly visitor: Visitor
  readonly role: Role
  /** Who is here, oneself first, in the colours that are shown. */
  readonly people: readonly Person[]
}

/** All that is said beside the text. It is there as long as the text is, also while the panel is closed. */
export function TalkSide(props: TalkProps) {
  const { tab } = useTalkOpen()
  const chat = useChatSession(props.documentId, props.visitor.id)
  const comments = useCommentsSession(props)
  return (
    <>
      {comments === null ? null : <GutterMarkers session={comments} {...props} />}
      {can(props.role, 'comment') ? (
        <CommentBar editor={props.editor} canEdit={can(props.role, 'edit')} />
      ) : null}
      {tab === null ? null : <TalkPanel tab={tab} chat={chat} comments={comments} {...props} />}
    </>
  )
}
