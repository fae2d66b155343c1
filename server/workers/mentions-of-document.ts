import * as Y from 'yjs'
import { TEXT_ROOT } from '../../lib/document-roots.ts'
import { mentionOf } from '../../lib/mention.ts'

/** Mentions of people of one document that are looked at. */
const MAX_MENTIONS = 2_000

/** Somebody whom a text names. */
export interface TextMention {
  /** User id. */
  readonly person: string
  /** The Yjs client id under which it was written. */
  readonly client: number
  /** The end of the address that leads to its block, as pages make it (`block-address.ts`). */
  readonly place: string
}

/** The people whom a text names, in the order of the text. */
export function mentionsOfDocument(doc: Y.Doc): TextMention[] {
  const found: TextMention[] = []
  look(doc.getXmlFragment(TEXT_ROOT), '', found)
  return found
}

function look(within: Y.XmlFragment, block: string, found: TextMention[]): void {
  for (const node of within.toArray()) {
    if (found.length >= MAX_MENTIONS) return
    if (!(node instanceof Y.XmlElement)) continue
    const id = node._item?.id
    if (id === undefined) continue
    if (node.nodeName !== 'mention') look(node, `b=${id.client}-${id.clock}`, found)
    else {
      const mention = mentionOf(node.getAttributes())
      if (mention?.kind === 'person') found.push({ person: mention.id, client: id.client, place: block })
    }
  }
}
