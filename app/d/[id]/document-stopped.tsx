'use client'

import type { Visitor } from '../../../lib/api-schema.ts'
import type { DocumentConnection } from '../../../lib/document-connection.ts'
import { AskForAccess } from './ask-for-access.tsx'
import { SaveAsOwn } from './save-as-own.tsx'
import { StoppedPanel, type StoppedPanelProps } from './stopped-panel.tsx'

export interface DocumentStoppedProps extends Omit<StoppedPanelProps, 'saveAsOwn' | 'askForAccess'> {
  readonly connection: DocumentConnection
  readonly title: string
  readonly visitor: Visitor
}

/** What is said and offered once a document's connection has ended for good. */
export function DocumentStopped({ connection, title, visitor, ...panel }: DocumentStoppedProps) {
  return (
    <StoppedPanel
      {...panel}
      saveAsOwn={
        <SaveAsOwn connection={connection} title={title} visitor={visitor} onSignIn={panel.onSignIn} />
      }
      askForAccess={<AskForAccess documentId={panel.documentId} visitor={visitor} />}
    />
  )
}
