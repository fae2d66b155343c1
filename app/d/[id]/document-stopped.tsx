'use client'

import type { Doc } from 'yjs'
import type { Visitor } from '../../../lib/api-schema.ts'
import type { DocumentConnection } from '../../../lib/document-connection.ts'
import { documentMarkdown } from '../../../lib/document-text.ts'
import { AskForAccess } from './ask-for-access.tsx'
import { downloadDocument } from './download-document.ts'
import { SaveAsOwn } from './save-as-own.tsx'
import { StoppedPanel, type StoppedPanelProps } from './stopped-panel.tsx'

export interface DocumentStoppedProps
  extends Omit<StoppedPanelProps, 'saveAsOwn' | 'askForAccess' | 'text' | 'onDownload'> {
  readonly connection: DocumentConnection
  readonly title: string
  /** Null when it never arrived. */
  readonly doc: Doc | null
  readonly visitor: Visitor
}

/** What is said and offered once a document's connection has ended for good. */
export function DocumentStopped({ connection, title, doc, visitor, ...panel }: DocumentStoppedProps) {
  return (
    <StoppedPanel
      {...panel}
      text={doc === null ? null : () => documentMarkdown(doc)}
      onDownload={() => downloadDocument(title, connection.doc)}
      saveAsOwn={
        <SaveAsOwn connection={connection} title={title} visitor={visitor} onSignIn={panel.onSignIn} />
      }
      askForAccess={<AskForAccess documentId={panel.documentId} visitor={visitor} />}
    />
  )
}
