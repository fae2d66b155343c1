'use client'

import type { Editor } from '@tiptap/react'
import { useCallback, useEffect } from 'react'
import { linkAt, linkAtCaret } from './link-at.ts'
import { useSettled } from './use-settled.ts'

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

/** What is shown, but for what is shown because of `by`. */
const unless =
  (by: LinkShown['by']) =>
  (now: LinkShown | null): LinkShown | null =>
    now?.by === by ? null : now

/** Where the link of an element begins in the document now; null when it is no longer there. */
export function linkOfElement(editor: Editor, element: Element): ReturnType<typeof linkAt> {
  if (!element.isConnected || !editor.view.dom.contains(element)) return null
  return linkAt(editor.state, editor.view.posAtDOM(element, 0) + 1) ?? null
}

/** Watches the pointer, and for `canEdit` the caret. Typing puts the card away. */
export function useLinkShown(editor: Editor, canEdit: boolean): LinkWatch {
  const { value: shown, change, become, stay } = useSettled<LinkShown | null>(null)
  const hide = useCallback(() => become(null), [become])

  useEffect(() => {
    const { dom } = editor.view
    const onOver = (event: PointerEvent) => {
      const element = linkOf(event.target)
      if (element === null || event.pointerType !== 'mouse' || event.buttons !== 0) return
      const link = linkOfElement(editor, element)
      if (link !== null) become({ by: 'pointer', element, href: link.href }, HOVER_OPEN_MS)
    }
    const onOut = (event: PointerEvent) => {
      if (linkOf(event.target) === null) return
      become(unless('pointer'), HOVER_CLOSE_MS)
    }
    const onCaret = () => {
      const link = canEdit && editor.isFocused ? linkAtCaret(editor.state) : null
      if (link === null) {
        change(unless('caret'))
        return
      }
      const { node } = editor.view.domAtPos(Math.min(link.from + 1, link.to))
      const element = (node instanceof Element ? node : node.parentElement)?.closest('a[href]') ?? null
      if (element !== null) become({ by: 'caret', element, href: link.href }, 0)
    }
    // The element of a link that is typed in or before is another one afterwards.
    const onUpdate = () =>
      change((now) => (now?.by === 'caret' || now?.element.isConnected === false ? null : now))
    const onBlur = ({ event }: { readonly event: FocusEvent }) => {
      const to = event.relatedTarget
      if (!(to instanceof Element && to.closest('.selection-toolbar') !== null)) change(unless('caret'))
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
      stay()
      dom.removeEventListener('pointerover', onOver)
      dom.removeEventListener('pointerout', onOut)
      dom.removeEventListener('keydown', onKey)
      editor.off('selectionUpdate', onCaret)
      editor.off('update', onUpdate)
      editor.off('blur', onBlur)
    }
  }, [editor, canEdit, change, become, stay, hide])

  const onCard = useCallback(
    (isOn: boolean) => {
      if (isOn) stay()
      else become(unless('pointer'), HOVER_CLOSE_MS)
    },
    [become, stay],
  )
  return { shown, hide, onCard }
}
