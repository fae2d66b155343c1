'use client'

import type { Editor } from '@tiptap/react'
import { useEffect } from 'react'
import { isPressOf } from './shortcut-keys.ts'
import { SHORTCUTS } from './shortcuts.ts'

const ON_PAGE = SHORTCUTS.filter(({ where }) => where === 'page')

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest('input, textarea, select') !== null)

const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null

/** Listens for the keys that work everywhere on the page: not over a dialog, and no bare sign in a text field. */
export function usePageShortcuts(editor: Editor | null): void {
  useEffect(() => {
    if (editor === null) return
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isElsewhere(event.target)) return
      const found = ON_PAGE.find(({ keys }) =>
        keys.some((each) => isPressOf(each, event) && (each.length > 1 || !isTextField(event.target))),
      )
      if (found === undefined || (!editor.isEditable && found.forReaders !== true)) return
      if (found.run(editor)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [editor])
}
