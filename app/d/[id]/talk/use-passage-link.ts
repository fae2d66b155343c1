'use client'

import type { Editor } from '@tiptap/react'
import { useEffect } from 'react'
import { passageOfHash, showPassage } from './chat/passage-place.ts'

/** Takes the page to the passage that its address names, when it opens and when the address changes. */
export function usePassageLink(editor: Editor, onGone: () => void): void {
  useEffect(() => {
    const go = () => {
      const passage = passageOfHash(window.location.hash)
      if (passage !== null && !showPassage(editor, passage)) onGone()
    }
    go()
    window.addEventListener('hashchange', go)
    return () => window.removeEventListener('hashchange', go)
  }, [editor, onGone])
}
