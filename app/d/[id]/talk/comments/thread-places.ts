import type { Editor } from '@tiptap/core'
import type { Thread } from '../../../../../lib/comment-threads.ts'
import type { Range } from '../../editor/passages/passage-words.ts'
import { scrollToPosition } from '../../editor/scroll-to.ts'

/** In the order of the text; those whose words are gone last. */
export const inTextOrder = (
  threads: readonly Thread[],
  ranges: ReadonlyMap<number, Range>,
): readonly Thread[] => {
  const place = ({ seq }: Thread): number => ranges.get(seq)?.from ?? Number.MAX_SAFE_INTEGER
  return threads.toSorted((a, b) => place(a) - place(b) || a.seq - b.seq)
}

export function showThread({ view }: Editor, range: Range | undefined): void {
  if (range !== undefined && range.from < view.state.doc.content.size)
    scrollToPosition(view, range.from, false)
}
