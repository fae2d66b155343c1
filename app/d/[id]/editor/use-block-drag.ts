'use client'

import type { Editor } from '@tiptap/react'
import { type PointerEvent as ReactPointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { XmlElement } from 'yjs'
import { moveBlock } from './block-moves.ts'
import { unitFrom } from './block-unit.ts'
import { positionOf } from './document-place.ts'
import { boxOf, type DropPlace, dropPlaceAt } from './drop-place.ts'

/** How far a pointer moves before it drags instead of pressing, in CSS pixels. */
const SLACK_PX = 4
/** How near to the edge of the window the page scrolls, and how fast at most, in CSS pixels and those per frame. */
const EDGE_PX = 72
const FASTEST_PX = 18

export interface BlockDrag {
  /** The line where the block would go; null outside the text. */
  readonly place: DropPlace | null
  /** Where the block is that is being dragged. */
  readonly box: DOMRect | null
}

interface Pressed {
  readonly element: XmlElement
  readonly startX: number
  readonly startY: number
  x: number
  y: number
  isDragging: boolean
}

/** The speed at which the page scrolls while something is held at a height of the window, in CSS pixels per frame. */
export function scrollSpeed(y: number, height: number, header: number): number {
  const above = header + EDGE_PX - y
  const below = y - (height - EDGE_PX)
  const near = above > 0 ? -above : below > 0 ? below : 0
  return Math.round(Math.max(-1, Math.min(1, near / EDGE_PX)) * FASTEST_PX)
}

const HEADER_PX = 92

/**
 * Drags a block by its handle. The block is known by its element, so that it is found wherever others have put it
 * meanwhile, with whatever they have written into it.
 */
export function useBlockDrag(editor: Editor, onPress: () => void) {
  const [drag, setDrag] = useState<BlockDrag | null>(null)
  const pressed = useRef<Pressed | null>(null)
  const frame = useRef(0)

  const look = useCallback(() => {
    const now = pressed.current
    if (now === null || !now.isDragging) return
    const pos = positionOf(editor.state, now.element)
    const unit = pos === null ? null : unitFrom(editor.state, pos)
    setDrag({
      place: dropPlaceAt(editor, now.element, now.x, now.y),
      box: unit === null ? null : boxOf(editor, unit),
    })
  }, [editor])

  const end = useCallback(() => {
    cancelAnimationFrame(frame.current)
    pressed.current = null
    setDrag(null)
  }, [])

  const scroll = useCallback(() => {
    const now = pressed.current
    if (now === null) return
    const speed = scrollSpeed(now.y, window.innerHeight, HEADER_PX)
    if (speed !== 0) {
      window.scrollBy(0, speed)
      look()
    }
    frame.current = requestAnimationFrame(scroll)
  }, [look])

  const begin = useCallback((event: ReactPointerEvent<HTMLElement>, element: XmlElement) => {
    if (event.button !== 0) return
    // What opens the menu is a press that did not become a drag.
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    const { clientX: x, clientY: y } = event
    pressed.current = { element, startX: x, startY: y, x, y, isDragging: false }
  }, [])

  const move = useCallback(
    (event: ReactPointerEvent<HTMLElement>) => {
      const now = pressed.current
      if (now === null) return
      now.x = event.clientX
      now.y = event.clientY
      if (!now.isDragging) {
        if (Math.hypot(now.x - now.startX, now.y - now.startY) < SLACK_PX) return
        now.isDragging = true
        frame.current = requestAnimationFrame(scroll)
      }
      look()
    },
    [look, scroll],
  )

  const release = useCallback(() => {
    const now = pressed.current
    end()
    if (now === null) return
    if (!now.isDragging) {
      onPress()
      return
    }
    const place = dropPlaceAt(editor, now.element, now.x, now.y)
    if (place !== null) moveBlock(editor, now.element, place)
  }, [editor, end, onPress])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && pressed.current !== null) end()
    }
    window.addEventListener('keydown', onKey)
    editor.on('transaction', look)
    return () => {
      window.removeEventListener('keydown', onKey)
      editor.off('transaction', look)
      cancelAnimationFrame(frame.current)
    }
  }, [editor, end, look])

  return { drag, begin, move, release, end }
}
