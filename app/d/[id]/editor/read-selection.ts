import type { EditorView } from '@tiptap/pm/view'

/** What ProseMirror reads the browser's selection with (`prosemirror-view/src/domobserver.ts`); not in its types. */
interface SelectionReader {
  readonly domObserver: { flush(): void }
}

/**
 * Brings the editor's selection up to the browser's, which tells of a change up to a frame after it was made. What
 * comes in between, a key or others' writing, would otherwise work with the old selection, or put it back: a click
 * while others write would be lost. Not while an input method composes. Call it outside of transactions.
 */
export function readSelection(view: EditorView): void {
  if (view.composing || view.isDestroyed) return
  const { domObserver } = view as unknown as SelectionReader
  domObserver.flush()
}
