const keyOf = (documentId: string, of: string): string => `comment:${documentId}:${of}`

/** What was being written about a thread, or about new words, in this tab of the browser. */
export function keptDraft(documentId: string, of: string): string {
  try {
    return sessionStorage.getItem(keyOf(documentId, of)) ?? ''
  } catch {
    return ''
  }
}

export function keepDraft(documentId: string, of: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(keyOf(documentId, of))
    else sessionStorage.setItem(keyOf(documentId, of), text)
  } catch {
    // a browser that keeps nothing forgets it with the page
  }
}
