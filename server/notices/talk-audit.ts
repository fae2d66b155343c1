import type { DocumentId } from '../../lib/ids.ts'
import type { TalkEvent } from '../../lib/talk.ts'
import type { AuditEvent } from '../audit.ts'

/** What the audit of a document says of something that was done beside its text; null for what only was said. */
export function auditOf(document: DocumentId, { seq, by, action }: TalkEvent): AuditEvent | null {
  const detail = { event: seq }
  if (action.kind === 'clear') return { document, actor: by, action: 'chat-cleared', detail }
  if (action.kind === 'switch') {
    return { document, actor: by, action: action.on ? 'chat-on' : 'chat-off', detail }
  }
  return null
}
