import type { Doc } from 'yjs'

/**
 * Keeps Yjs from tidying up. After a change by others it deletes marks of formatting that format nothing, as an edit
 * of whoever hears of them (`cleanupYTextAfterTransaction`). A large document comes in pieces, and between two of
 * them there are marks around words that have yet to come: whoever opened it would take the format from everybody's
 * words. Marks that are too many do no harm.
 */
export function keepMarks(doc: Doc): void {
  // emitted right before Yjs looks whether there is something to tidy up
  doc.on('afterTransaction', (transaction) => {
    transaction._needFormattingCleanup = false
  })
}
