import type { Editor } from '@tiptap/core'
import type { Doc, UndoManager } from 'yjs'
import { SYNC_KEY } from './binding/sync-key.ts'

/**
 * Changes the document itself instead of the editor's picture of it: exactly what is said is changed, where the
 * binding would find out by comparing, and one message tells the others. It is one step of this person's undo.
 * False when this person may not write.
 */
export function editDocument(editor: Editor, change: (doc: Doc) => void): boolean {
  const doc = SYNC_KEY.getState(editor.state)?.doc as Doc | undefined
  if (doc === undefined || !editor.isEditable) return false
  const { collaboration } = editor.storage as { collaboration?: { readonly undoManager: UndoManager | null } }
  const undo = collaboration?.undoManager
  undo?.stopCapturing()
  doc.transact(() => change(doc), SYNC_KEY)
  undo?.stopCapturing()
  return true
}
