import type { Editor } from '@tiptap/react'
import type { Awareness } from 'y-protocols/awareness'
import { scrollToPosition } from './scroll-to.ts'
import { caretOfPerson, positionOf } from './text-places.ts'

/** Keys that move the view. */
const MOVING: ReadonlySet<string> = new Set([
  'Escape',
  'PageUp',
  'PageDown',
  'Home',
  'End',
  'ArrowUp',
  'ArrowDown',
])

/** How long a caret that was sought shows its name. */
const SHOW_NAME_MS = 2_500

/** The position of a person's caret in the editor; null without one. */
function find(editor: Editor, awareness: Awareness, userId: string) {
  const caret = caretOfPerson(awareness, userId)
  if (caret === null) return null
  const position = positionOf(editor.view, caret.place)
  return position === null ? null : { clientId: caret.clientId, position }
}

/** Scrolls to a person's caret and shows whose it is. False when there is none. */
export function jumpToPerson(editor: Editor, awareness: Awareness, userId: string): boolean {
  const found = find(editor, awareness, userId)
  if (found === null) return false
  scrollToPosition(editor.view, found.position)
  const element = editor.view.dom.querySelector<HTMLElement>(`.caret[data-client="${found.clientId}"]`)
  if (element !== null) {
    element.dataset.sought = ''
    setTimeout(() => delete element.dataset.sought, SHOW_NAME_MS)
  }
  return true
}

/**
 * Keeps a person's caret in view until this person moves the view or writes; then, or when the other has gone,
 * calls `onEnd`. Returns what ends it from outside.
 */
export function followPerson(
  editor: Editor,
  awareness: Awareness,
  userId: string,
  onEnd: () => void,
): () => void {
  const ended = new AbortController()
  const { signal } = ended
  let frame: number | null = null
  const look = (): void => {
    frame = null
    if (signal.aborted || editor.isDestroyed) return
    const found = find(editor, awareness, userId)
    if (found !== null) scrollToPosition(editor.view, found.position, false)
  }
  const soon = (): void => {
    frame ??= requestAnimationFrame(look)
  }
  const end = (): void => {
    ended.abort()
    onEnd()
  }
  // the scroll bar is outside of what the page lays out
  const onPointer = (event: PointerEvent): void => {
    if (event.clientX >= document.documentElement.clientWidth) end()
  }
  awareness.on('change', soon)
  editor.on('transaction', soon)
  signal.addEventListener('abort', () => {
    awareness.off('change', soon)
    editor.off('transaction', soon)
    if (frame !== null) cancelAnimationFrame(frame)
  })
  window.addEventListener('wheel', end, { passive: true, signal })
  // the finger that holds somebody's disc was there before, and trembles
  window.addEventListener(
    'touchstart',
    () => window.addEventListener('touchmove', end, { passive: true, signal }),
    { passive: true, signal, once: true },
  )
  window.addEventListener('pointerdown', onPointer, { signal })
  window.addEventListener('beforeinput', end, { signal })
  window.addEventListener('keydown', (event) => (MOVING.has(event.key) ? end() : undefined), {
    capture: true,
    signal,
  })
  soon()
  return () => ended.abort()
}
