'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../ui/class-names.ts'

export interface NoticeBarProps {
  readonly tone: 'info' | 'warning'
  readonly children: ReactNode
  readonly onDismiss?: () => void
  /** Buttons behind the sentence. */
  readonly actions?: ReactNode
  /** It stands in something that is read out already. */
  readonly quiet?: boolean
}

/** One sentence that floats at the edge, so that no line of text moves for it. Stays until it is put away. */
export function NoticeBar({ tone, children, onDismiss, actions, quiet = false }: NoticeBarProps) {
  const t = useTranslations()
  return (
    <div
      {...(quiet ? {} : { role: 'status' })}
      className={classNames(
        'pointer-events-auto flex w-full animate-float items-start gap-3 rounded-card border py-2 pe-2 ps-4 text-[13px] shadow-float',
        tone === 'warning'
          ? 'border-warning/30 bg-warning-soft text-warning'
          : 'border-line bg-raised text-ink',
      )}
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-40 py-0.5 font-medium">{children}</p>
        {actions === undefined ? null : <span className="flex gap-1.5">{actions}</span>}
      </div>
      {onDismiss === undefined ? null : (
        <button
          type="button"
          aria-label={t('page.dismiss')}
          onClick={onDismiss}
          className="rounded p-1 hover:bg-hover"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  )
}
