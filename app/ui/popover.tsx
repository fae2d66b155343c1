'use client'

import { cloneElement, type MouseEvent, type ReactElement, type ReactNode, useState } from 'react'
import { part, usePart } from './part.ts'

export interface PopoverProps {
  readonly trigger: ReactElement<{ readonly onClick?: (event: MouseEvent) => void }>
  readonly children: ReactNode
  readonly label: string
  readonly className?: string
  readonly align?: 'start' | 'center' | 'end'
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly onMouseEnter?: () => void
  readonly onMouseLeave?: () => void
  /** False leaves the focus where it is, for what opens on hover. */
  readonly takesFocus?: boolean
  /** Where the focus goes afterwards; without it back to the trigger. */
  readonly onClosed?: () => void
}

const floatingPanel = part(() => import('./floating-panel.tsx').then((module) => module.FloatingPanel))

/** Opens beside its trigger. */
export function Popover(props: PopoverProps) {
  const { trigger, onOpenChange } = props
  const [own, setOwn] = useState(false)
  const open = props.open ?? own
  const change = (next: boolean) => {
    setOwn(next)
    onOpenChange?.(next)
  }
  const { part: Panel, place } = usePart(floatingPanel, open)
  return (
    <span ref={place} className="contents">
      {Panel === null ? (
        cloneElement(trigger, {
          'aria-haspopup': 'dialog',
          'aria-expanded': open,
          onClick: (event: MouseEvent) => {
            trigger.props.onClick?.(event)
            change(!open)
          },
        } as object)
      ) : (
        <Panel {...props} open={open} onOpenChange={change} />
      )}
    </span>
  )
}
