'use client'

import type { Editor } from '@tiptap/react'
import { useEffect } from 'react'
import type { Doc } from 'yjs'
import { blockOfHash } from './block-address.ts'
import { positionOf } from './document-place.ts'

const GLOW_MS = 2_400

/** Takes the page to the block that its address names, when it opens and when the address changes. */
export function useBlockLink(editor: Editor, doc: Doc, onGone: () => void): void {
  useEffect(() => {
    const go = () => {
      const block = blockOfHash(doc, window.location.hash)
      if (block === undefined) return
      const pos = block === null ? null : positionOf(editor.state, block)
      const element = pos === null ? null : editor.view.nodeDOM(pos)
      if (element instanceof HTMLElement) show(element)
      else onGone()
    }
    go()
    window.addEventListener('hashchange', go)
    return () => window.removeEventListener('hashchange', go)
  }, [editor, doc, onGone])
}

/** The light is an animation, which changes nothing that the editor would take for an edit. */
function show(element: HTMLElement): void {
  element.scrollIntoView({ block: 'center' })
  const glow = getComputedStyle(element).getPropertyValue('--accent-soft')
  const lit = { backgroundColor: glow, boxShadow: `0 0 0 6px ${glow}`, borderRadius: '2px' }
  element.animate(
    [lit, { ...lit, offset: 0.6 }, { ...lit, backgroundColor: 'transparent', boxShadow: 'none' }],
    {
      duration: GLOW_MS,
      easing: 'ease-out',
    },
  )
}
