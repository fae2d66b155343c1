'use client'

import type { Editor } from '@tiptap/react'
import { useCallback, useEffect, useState } from 'react'
import { linkAt, linkAtCaret } from './link-at.ts'

const HOVER_OPEN_MS = 300
const HOVER_CLOSE_MS = 250

/** The link whose address is shown, and why: its element is under the pointer, or the caret was put into it. */
export interface LinkShown {
  readonly by: 'pointer' | 'caret'
  readonly element: Element
  readonly href: string
}

export interface LinkWatch {
  readonly shown: LinkShown | null
  readonly hide: () => void
  /** The pointer came to the card, or left it. */
  readonly onCard: (isOn: boolean) => void
}

const linkOf = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('a[href]:not(.mention)') : null

/** Where the link of an element begins in the document now; null when it is no longer there. */
export function linkOfElement(editor: Editor, element: Element): ReturnType<typeof linkAt> {
  if (!element.isConnected || !editor.view.dom.contains(element)) return null
  return linkAt(editor.state, editor.view.posAtDOM(element, 0) + 1) ?? null
}

/** Watches the pointer, and for `canEdit` the caret. Typing puts the card away. */
export function useLinkShown(editor: Editor, canEdit: boolean): LinkWatch {
  const [shown, setShown] = useState<LinkShown | null>(null)
  const [timer] = useState<{ id: ReturnType<typeof setTimeout> | undefined }>({ id: undefined })
  const later = useCallback(
    (next: LinkShown | null, ms: number) => {
      clearTimeout(timer.id)
      timer.id = setTimeout(() => setShown(next), ms)
    },
    [timer],
  )
  const hide = useCallback(() => {
    clearTimeout(timer.id)
    setShown(null)
  }, [timer])

  useEffect(() => {
    const { dom } = editor.view
    const onOver = (event: PointerEvent) => {
      const element = linkOf(event.target)
      if (element === null || event.pointerType !== 'mouse' || event.buttons !== 0) return
      const link = linkOfElement(editor, element)
      if (link !== null) later({ by: 'pointer', element, href: link.href }, HOVER_OPEN_MS)
    }
    const onOut = (event: PointerEvent) => {
      if (linkOf(event.target) === null) return
      clearTimeout(timer.id)
      timer.id = setTimeout(() => setShown((now) => (now?.by === 'pointer' ? null : now)), HOVER_CLOSE_MS)
    }
    const onCaret = () => {
      const link = canEdit && editor.isFocused ? linkAtCaret(editor.state) : null
      if (link === null) {
        setShown((now) => (now?.by === 'caret' ? null : now))
        return
      }
      const { node } = editor.view.domAtPos(Math.min(link.from + 1, link.to))
      const element = (node instanceof Element ? node : node.parentElement)?.closest('a[href]') ?? null
      if (element !== null) later({ by: 'caret', element, href: link.href }, 0)
    }
    // The element of a link that is typed in or before is another one afterwards.
    const onUpdate = () =>
      setShown((now) => (now?.by === 'caret' || now?.element.isConnected === false ? null : now))
    const onBlur = ({ event }: { readonly event: FocusEvent }) => {
      const to = event.relatedTarget
      if (!(to instanceof Element && to.closest('.selection-toolbar') !== null))
        setShown((now) => (now?.by === 'caret' ? null : now))
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    dom.addEventListener('pointerover', onOver)
    dom.addEventListener('pointerout', onOut)
    dom.addEventListener('keydown', onKey)
    editor.on('selectionUpdate', onCaret)
    editor.on('update', onUpdate)
    editor.on('blur', onBlur)
    return () => {
      clearTimeout(timer.id)
      dom.removeEventListener('pointerover', onOver)
      dom.removeEventListener('pointerout', onOut)
      dom.removeEventListener('keydown', onKey)
      editor.off('selectionUpdate', onCaret)
      editor.off('update', onUpdate)
      editor.off('blur', onBlur)
    }
  }, [editor, canEdit, later, hide, timer])

  const onCard = useCallback(
    (isOn: boolean) => {
      clearTimeout(timer.id)
      if (!isOn)
        timer.id = setTimeout(() => setShown((now) => (now?.by === 'pointer' ? null : now)), HOVER_CLOSE_MS)
    },
    [timer],
  )
  return { shown, hide, onCard }
}
