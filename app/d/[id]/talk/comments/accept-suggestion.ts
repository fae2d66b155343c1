import type { Editor } from '@tiptap/core'
import type { UndoManager } from 'yjs'
import type { Thread } from '../../../../../lib/comment-threads.ts'
import { quoted } from '../../editor/passages/passage-words.ts'
import type { CommentsSession, NotDone } from './comments-session.ts'

/** What now stands where a suggestion would change something; null when its words are gone. */
export function wordsNow(editor: Editor, session: CommentsSession, { seq }: Thread): string | null {
  session.keeper.settle()
  const range = session.keeper.ranges.get(seq)
  return range === undefined ? null : (quoted(editor.state.doc, range)?.words ?? null)
}

/**
 * Accepts a suggestion: first for everybody, so that two who accept at once do it once, then in the text, as one step of
 * this person. `seen` are the words that the person saw; what others have put there since is not overwritten.
 */
export async function acceptSuggestion(
  editor: Editor,
  session: CommentsSession,
  thread: Thread,
  seen: string,
): Promise<NotDone | 'changed' | null> {
  const { seq, replacement } = thread
  if (replacement === null || wordsNow(editor, session, thread) !== seen) return 'changed'
  const why = await session.act({ kind: 'decide', thread: seq, accept: true })
  if (why !== null) return why
  const range = session.keeper.ranges.get(seq)
  if (range === undefined || !editor.isEditable || wordsNow(editor, session, thread) !== seen) {
    await session.act({ kind: 'reopen', thread: seq })
    return 'changed'
  }
  const { from, to } = range
  const { collaboration } = editor.storage as { collaboration?: { readonly undoManager: UndoManager | null } }
  collaboration?.undoManager?.stopCapturing()
  const { tr, schema, doc } = editor.state
  const marks = doc.nodeAt(from)?.marks ?? []
  editor.view.dispatch(
    replacement === '' ? tr.delete(from, to) : tr.replaceWith(from, to, schema.text(replacement, marks)),
  )
  collaboration?.undoManager?.stopCapturing()
  if (replacement !== '') session.keeper.place(seq, { from, to: from + replacement.length })
  return null
}
