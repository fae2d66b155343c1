'use client'

import { autoUpdate, computePosition, flip, offset, type Placement, shift, size } from '@floating-ui/dom'
import type { Editor } from '@tiptap/react'
import { type RefObject, useLayoutEffect, useRef } from 'react'

/** Header and toolbar above, a margin elsewhere; a phone has its toolbar below. In CSS pixels. */
const roomAround = () =>
  window.matchMedia('(width < 40rem)').matches
    ? { top: 56, right: 8, bottom: 60, left: 8 }
    : { top: 100, right: 8, bottom: 8, left: 8 }

/** What scrolls gets at least so much height before it turns to the other side, in CSS pixels. */
const LEAST_PX = 180

export interface FloatingPlace {
  readonly editor: Editor
  readonly placement: Placement
  /** Between the text and what floats, in CSS pixels. */
  readonly gap: number
  /** Where in the window it belongs now; null leaves it where it is. */
  readonly anchor: () => DOMRect | null
}

/**
 * Keeps an element beside a place of the text while it is shown: it turns to the other side where there is no room,
 * and moves along when the page scrolls or somebody writes.
 */
export function useFloating({
  editor,
  placement,
  gap,
  anchor,
}: FloatingPlace): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement | null>(null)
  const latest = useRef(anchor)
  latest.current = anchor
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    let rect = new DOMRect()
    const reference = {
      contextElement: editor.view.dom,
      getBoundingClientRect: () => {
        rect = latest.current() ?? rect
        return rect
      },
    }
    const update = async () => {
      const padding = roomAround()
      const { x, y } = await computePosition(reference, element, {
        placement,
        strategy: 'fixed',
        middleware: [
          offset(gap),
          size({
            padding,
            apply: ({ availableHeight }) =>
              element.style.setProperty('--room', `${Math.max(LEAST_PX, Math.floor(availableHeight))}px`),
          }),
          flip({ padding }),
          shift({ padding }),
        ],
      })
      element.style.setProperty('--left', `${x}px`)
      element.style.setProperty('--top', `${y}px`)
      element.dataset.placed = ''
    }
    const stop = autoUpdate(reference, element, update)
    editor.on('transaction', update)
    return () => {
      stop()
      editor.off('transaction', update)
    }
  }, [editor, placement, gap])
  return ref
}
