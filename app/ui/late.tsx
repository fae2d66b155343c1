'use client'

import {
  type ComponentType,
  cloneElement,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useState,
} from 'react'
import { fetchParts, type Part, usePart } from './part.ts'

export interface LateProps<P> {
  readonly part: Part<ComponentType<P>>
  readonly wanted: boolean
  readonly props: P
  /** What keeps its place. */
  readonly until?: ReactNode
}

/** A component that is fetched when it is first wanted, or before. */
export function Late<P extends object>({ part, wanted, props, until = null }: LateProps<P>) {
  const { part: Component } = usePart(part, wanted)
  return Component === null ? until : <Component {...props} />
}

/** What a menu that comes late needs besides its own: the button that opens it, and whether somebody has pressed it already. */
export interface LateMenuProps {
  readonly trigger: ReactElement
  readonly startsOpen: boolean
}

/** A menu that is fetched when its button is first pressed, or before. The button is there from the start. */
export function LateMenu<P extends object>({
  part,
  trigger,
  props,
}: {
  readonly part: Part<ComponentType<P & LateMenuProps>>
  readonly trigger: ReactElement<object>
  readonly props: P
}) {
  const [pressed, setPressed] = useState(false)
  const { part: Menu, place } = usePart(part, pressed)
  return (
    <span ref={place} className="contents">
      {Menu === null ? (
        cloneElement(trigger, {
          'aria-haspopup': 'menu',
          'aria-expanded': false,
          // as a menu of Radix opens
          onPointerDown: ({ button, ctrlKey }: PointerEvent) => {
            if (button === 0 && !ctrlKey) setPressed(true)
          },
          onKeyDown: (event: KeyboardEvent) => {
            if (!['Enter', ' ', 'ArrowDown'].includes(event.key)) return
            event.preventDefault()
            setPressed(true)
          },
        } as object)
      ) : (
        <Menu {...props} trigger={trigger} startsOpen={pressed} />
      )}
    </span>
  )
}

/** Fetches what comes late as soon as the page has nothing else to do; what did not come again when the line is back. */
export function FetchParts() {
  useEffect(() => {
    const fetch = () => void fetchParts()
    window.addEventListener('online', fetch)
    const cancel = whenIdle(fetch)
    return () => {
      cancel()
      window.removeEventListener('online', fetch)
    }
  }, [])
  return null
}

/** Waits no longer than this for a moment in which the page has nothing to do. */
const IDLE_WITHIN_MS = 3_000
/** How long it waits where nobody says when the page is idle: Safari has no idle callbacks yet. */
const AFTER_MS = 1_000

function whenIdle(act: () => void): () => void {
  if (typeof window.requestIdleCallback === 'function') {
    const idle = window.requestIdleCallback(act, { timeout: IDLE_WITHIN_MS })
    return () => window.cancelIdleCallback(idle)
  }
  const later = setTimeout(act, AFTER_MS)
  return () => clearTimeout(later)
}
