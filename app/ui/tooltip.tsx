'use client'

import {
  cloneElement,
  type ReactElement,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'

const DELAY_MS = 350
/** How soon after one the next shows without delay. */
const NEXT_MS = 200
/** Time to move the pointer from the thing to what is said about it. */
const GRACE_MS = 120
/** In pixels. */
const GAP = 6
const EDGE = 8
const ID = 'tooltip'

/** What makes an element say a few words about itself, shown by the one {@link TooltipProvider} of the page. */
export const tooltip = (words: string, hint?: string) => ({
  'data-tooltip': words,
  ...(hint === undefined ? {} : { 'data-tooltip-hint': hint }),
})

/** A few words about the one child, which must be focusable. */
export function Tooltip({
  words,
  hint,
  children,
}: {
  words: string
  hint?: string
  children: ReactElement<object>
}) {
  return cloneElement(children, tooltip(words, hint))
}

const withTooltip = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null

const isBubble = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(`#${ID}`) !== null

/** The element that the pointer rests on or the keyboard has reached, and that has something to say. */
function useAnchor(): HTMLElement | null {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  useEffect(() => {
    let shown: HTMLElement | null = null
    let hiddenAt = Number.NEGATIVE_INFINITY
    let timer: ReturnType<typeof setTimeout> | undefined
    const set = (next: HTMLElement | null) => {
      clearTimeout(timer)
      if (shown !== null && next === null) hiddenAt = performance.now()
      shown = next
      setAnchor(next)
    }
    const hide = () => set(null)
    const onOver = ({ target, pointerType }: PointerEvent) => {
      if (pointerType === 'touch') return
      const over = withTooltip(target)
      clearTimeout(timer)
      if (over === shown || isBubble(target)) return
      if (over === null) timer = setTimeout(hide, GRACE_MS)
      else if (shown !== null || performance.now() - hiddenAt < NEXT_MS) set(over)
      else timer = setTimeout(() => set(over.isConnected ? over : null), DELAY_MS)
    }
    const onFocus = ({ target }: FocusEvent) => {
      const over = withTooltip(target)
      if (over?.matches(':focus-visible') === true) set(over)
    }
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') hide()
    }
    document.addEventListener('pointerover', onOver)
    document.addEventListener('pointerdown', hide, true)
    document.documentElement.addEventListener('pointerleave', hide)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', hide)
    document.addEventListener('keydown', onKey, true)
    document.addEventListener('scroll', hide, true)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', onOver)
      document.removeEventListener('pointerdown', hide, true)
      document.documentElement.removeEventListener('pointerleave', hide)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('keydown', onKey, true)
      document.removeEventListener('scroll', hide, true)
    }
  }, [])
  return anchor
}

/** Around the page: shows what {@link Tooltip}s say, above them or, where there is no room, below. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  const anchor = useAnchor()
  return (
    <>
      {children}
      {anchor === null
        ? null
        : createPortal(<Bubble key={anchor.dataset.tooltip} anchor={anchor} />, document.body)}
    </>
  )
}

function Bubble({ anchor }: { anchor: HTMLElement }) {
  const ref = useRef<HTMLDivElement>(null)
  const { tooltip: words, tooltipHint: hint } = anchor.dataset
  useLayoutEffect(() => {
    const bubble = ref.current
    if (bubble === null) return
    const at = anchor.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = bubble
    const above = at.top - height - GAP
    const middle = (at.left + at.right - width) / 2
    bubble.style.top = `${above < EDGE ? at.bottom + GAP : above}px`
    bubble.style.left = `${Math.max(EDGE, Math.min(middle, window.innerWidth - width - EDGE))}px`
    const described = anchor.getAttribute('aria-describedby')
    if (described === null) anchor.setAttribute('aria-describedby', ID)
    return () => {
      if (described === null) anchor.removeAttribute('aria-describedby')
    }
  }, [anchor])
  return (
    <div
      ref={ref}
      id={ID}
      role="tooltip"
      className="fixed top-0 left-0 z-50 flex animate-float items-center gap-2 rounded-md bg-ink px-2 py-1 font-medium text-paper text-xs shadow-float"
    >
      {words}
      {hint === undefined ? null : <kbd className="font-sans opacity-65">{hint}</kbd>}
    </div>
  )
}
