import { type ChatDraft, NO_DRAFT } from './chat-draft.ts'

/** Something that was said and that the server has not said it has. */
export interface Kept {
  readonly id: string
  readonly text: string
}

interface KeptChat {
  readonly draft: ChatDraft
  readonly outgoing: readonly Kept[]
}

const NOTHING: KeptChat = { draft: NO_DRAFT, outgoing: [] }
const keyOf = (documentId: string): string => `chat ${documentId}`

/** What this tab of the browser has not sent yet. Nobody else writes there: what it holds is what was put in. */
export function keptChat(documentId: string): KeptChat {
  try {
    const json = sessionStorage.getItem(keyOf(documentId))
    return json === null ? NOTHING : { ...NOTHING, ...(JSON.parse(json) as Partial<KeptChat>) }
  } catch {
    // a browser that keeps nothing, or kept something else
    return NOTHING
  }
}

export function keepChat(documentId: string, change: Partial<KeptChat>): void {
  try {
    sessionStorage.setItem(keyOf(documentId), JSON.stringify({ ...keptChat(documentId), ...change }))
  } catch {
    // it is kept while the page is open, as everywhere
  }
}
