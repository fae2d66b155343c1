'use client'

import { AllSelection, TextSelection } from '@tiptap/pm/state'
import type { Editor } from '@tiptap/react'
import { type RefObject, useEffect } from 'react'
import { useSettled } from './use-settled.ts'

/** How long a selection stays as it is before something is offered for it. */
const SETTLE_MS = 180

/** Wide and with a mouse: elsewhere the platform shows a menu of its own at the selection. */
const ROOMY = '(width >= 40rem) and (pointer: fine)'

/** Says whether there is text to be formatted: letters, not in code, and this person may. */
export function isSelected({ state, isEditable }: Pick<Editor, 'state' | 'isEditable'>): boolean {
  const { selection, doc } = state
  if (!isEditable || selection.empty) return false
  if (!(selection instanceof TextSelection || selection instanceof AllSelection)) return false
  const { $from, $to, from, to } = selection
  if ($from.parent.type.spec.code || $to.parent.type.spec.code) return false
  return doc.textBetween(from, to, ' ', ' ').trim() !== ''
}

/**
 * Says whether text is selected for which something may be offered: not while it is being dragged over, nor after
 * Escape, and only while the focus is in the text or in what floats above it (`ref`, and what opens out of it).
 */
export function useSelectedText(editor: Editor, ref: RefObject<HTMLElement | null>): boolean {
  const { value: shown, become, stay } = useSettled(false)
  useEffect(() => {
    const { dom } = editor.view
    let isDragging = false
    let isDismissed = false
    const hide = () => become(false)
    const isFocusOurs = (): boolean => {
      const active = document.activeElement
      return (
        dom.contains(active) ||
        ref.current?.contains(active) === true ||
        (active !== null && active.closest('[role="menu"]') !== null)
      )
    }
    const judge = () => {
      if (!isSelected(editor) || isDismissed || !window.matchMedia(ROOMY).matches) hide()
      else if (isDragging) stay()
      else become(() => isFocusOurs() && isSelected(editor), SETTLE_MS)
    }
    const onSelection = () => {
      isDismissed = false
      judge()
    }
    const onDown = () => {
      isDragging = true
      hide()
    }
    const onUp = () => {
      if (!isDragging) return
      isDragging = false
      judge()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !isSelected(editor)) return
      isDismissed = true
      hide()
    }
    const onBlur = ({ event }: { event: FocusEvent }) => {
      const to = event.relatedTarget
      if (to instanceof Element && to.closest('.selection-toolbar, [role="menu"]') !== null) return
      hide()
    }
    editor.on('selectionUpdate', onSelection)
    editor.on('update', judge)
    editor.on('focus', judge)
    editor.on('blur', onBlur)
    dom.addEventListener('pointerdown', onDown)
    dom.addEventListener('keydown', onKey)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', onUp)
    // what was selected before anybody listened
    judge()
    return () => {
      stay()
      editor.off('selectionUpdate', onSelection)
      editor.off('update', judge)
      editor.off('focus', judge)
      editor.off('blur', onBlur)
      dom.removeEventListener('pointerdown', onDown)
      dom.removeEventListener('keydown', onKey)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onUp)
    }
  }, [editor, ref, become, stay])
  return shown
}
