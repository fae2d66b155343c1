import * as Y from 'yjs'
import { parseDocumentId } from './ids.ts'
import { safeLine } from './presence.ts'

export const MENTION_KINDS = ['person', 'document'] as const
export type MentionKind = (typeof MENTION_KINDS)[number]

/** A person or a document that a text names. `label` is the name when it was written; it may be empty. */
export interface Mention {
  readonly kind: MentionKind
  /** The user's or the document's. */
  readonly id: string
  readonly label: string
}

/** Characters of a label. */
const MAX_LABEL_LENGTH = 200
const USER_ID = /^[A-Za-z0-9_-]{1,64}$/

type Attributes = Readonly<Record<string, unknown>>

export const mentionLabel = (value: unknown): string => safeLine(value, MAX_LABEL_LENGTH)

/** The mention that these attributes, which any client may have written, are; null when they name nobody. */
export function mentionOf({ kind, id, label }: Attributes): Mention | null {
  if (typeof id !== 'string') return null
  if (kind === 'person' && USER_ID.test(id)) return { kind, id, label: mentionLabel(label) }
  if (kind === 'document' && parseDocumentId(id) !== null) return { kind, id, label: mentionLabel(label) }
  return null
}

/** What a mention says where nothing is known but what stands in the text. */
export function mentionWords(attributes: Attributes): string {
  const label = mentionLabel(attributes.label)
  if (attributes.kind === 'person') return `@${label || '…'}`
  return label || '…'
}

export function mentionMarkdown(attributes: Attributes): string {
  const words = mentionWords(attributes)
  const mention = mentionOf(attributes)
  if (mention?.kind !== 'document') return words
  return `[${words.replace(/[\\[\]]/g, '\\$&')}](/d/${mention.id})`
}

/** All mentions of a text in their order, also those that stand there more than once. */
export function* mentionsIn(text: Y.XmlFragment): Generator<Mention> {
  for (const node of text.toArray()) {
    if (!(node instanceof Y.XmlElement)) continue
    const mention = node.nodeName === 'mention' ? mentionOf(node.getAttributes()) : null
    if (mention === null) yield* mentionsIn(node)
    else yield mention
  }
}
