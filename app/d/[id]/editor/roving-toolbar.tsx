'use client'

import { type ComponentProps, type FocusEvent, type KeyboardEvent, useEffect, useRef } from 'react'

const buttonsOf = (bar: HTMLElement): HTMLElement[] => [
  ...bar.querySelectorAll<HTMLElement>('button:not(:disabled), a[href]'),
]

export interface RovingToolbarProps extends ComponentProps<'div'> {
  readonly 'aria-label': string
  /** Where Escape leads. */
  readonly onLeave: () => void
}

/** One stop of the Tab key; arrow keys, Home and End move within it (WAI-ARIA toolbar pattern). */
export function RovingToolbar({ onLeave, children, ref: outer, ...rest }: RovingToolbarProps) {
  const ref = useRef<HTMLDivElement | null>(null)
  const last = useRef<HTMLElement | null>(null)

  useEffect(() => {
    const bar = ref.current
    if (bar === null) return
    const settle = () => {
      const buttons = buttonsOf(bar)
      const stop = buttons.find((button) => button === last.current) ?? buttons[0]
      for (const button of buttons) button.tabIndex = button === stop ? 0 : -1
    }
    settle()
    const changes = new MutationObserver(settle)
    changes.observe(bar, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    return () => changes.disconnect()
  }, [])

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const buttons = buttonsOf(event.currentTarget)
    const focused = buttons.find((button) => button === event.target)
    if (focused === undefined) return
    last.current = focused
    for (const button of buttons) button.tabIndex = button === focused ? 0 : -1
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const bar = event.currentTarget
    // What opens out of a button is its child to React, and has keys of its own.
    if (!(event.target instanceof Element) || !bar.contains(event.target)) return
    if (event.key === 'Escape') {
      event.preventDefault()
      onLeave()
      return
    }
    const buttons = buttonsOf(bar)
    const at = event.target instanceof HTMLElement ? buttons.indexOf(event.target) : -1
    const step = getComputedStyle(bar).direction === 'rtl' ? -1 : 1
    const to = {
      ArrowRight: (at + step + buttons.length) % buttons.length,
      ArrowLeft: (at - step + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key]
    if (to === undefined || at < 0) return
    buttons[to]?.focus()
    event.preventDefault()
  }

  return (
    <div
      {...rest}
      ref={(element) => {
        ref.current = element
        if (typeof outer === 'function') outer(element)
        else if (outer != null) outer.current = element
      }}
      role="toolbar"
      onFocus={onFocus}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  )
}
