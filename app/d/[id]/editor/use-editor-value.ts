'use client'

import type { Editor } from '@tiptap/react'
import { useCallback, useSyncExternalStore } from 'react'

/**
 * What `read` says of the editor, at once: for what has to be right when the next key comes. It gives the same value (by
 * `Object.is`) as long as nothing of it has changed. What may come later reads with `useEditorReading`.
 */
export function useEditorValue<T>(editor: Editor, read: (editor: Editor) => T): T {
  const subscribe = useCallback(
    (tell: () => void) => {
      editor.on('transaction', tell)
      return () => editor.off('transaction', tell)
    },
    [editor],
  )
  return useSyncExternalStore(subscribe, () => read(editor))
}
