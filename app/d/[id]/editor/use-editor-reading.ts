'use client'

import type { Editor } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'

/**
 * What `read` says of the editor, brought up to date at most every `everyMs` milliseconds and never while it changes: a
 * letter is painted before the buttons that tell of it. Nothing is rendered while `same` finds it the same.
 */
export function useEditorReading<T>(
  editor: Editor,
  everyMs: number,
  read: (editor: Editor) => T,
  same: (a: T, b: T) => boolean = Object.is,
): T {
  const [reading, setReading] = useState(() => read(editor))
  const how = useRef({ read, same })
  how.current = { read, same }
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      timer = undefined
      if (editor.isDestroyed) return
      const now = how.current.read(editor)
      setReading((before) => (how.current.same(before, now) ? before : now))
    }
    const onTransaction = () => {
      timer ??= setTimeout(look, everyMs)
    }
    look()
    editor.on('transaction', onTransaction)
    return () => {
      clearTimeout(timer)
      editor.off('transaction', onTransaction)
    }
  }, [editor, everyMs])
  return reading
}
