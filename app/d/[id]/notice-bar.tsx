'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../../ui/class-names.ts'

export interface NoticeBarProps {
  readonly tone: 'info' | 'warning'
  readonly children: ReactNode
  readonly onDismiss?: () => void
}

/** One sentence that floats at the edge, so that no line of text moves for it. Stays until it is put away. */
export function NoticeBar({ tone, children, onDismiss }: NoticeBarProps) {
  return (
    <div
      role="status"
      className={classNames(
        'pointer-events-auto flex w-full animate-float items-start gap-3 rounded-card border py-2 pr-2 pl-4 text-[13px] shadow-float',
        tone === 'warning'
          ? 'border-warning/30 bg-warning-soft text-warning'
          : 'border-line bg-raised text-ink',
      )}
    >
      <p className="min-w-0 flex-1 py-0.5 font-medium">{children}</p>
      {onDismiss === undefined ? null : (
        <button type="button" aria-label="Dismiss" onClick={onDismiss} className="rounded p-1 hover:bg-hover">
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  )
}
