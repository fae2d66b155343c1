import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

/** The looks of everything that is typed into. 16 px on phones, which would zoom in otherwise. */
export const INPUT =
  'w-full rounded-card border border-line-strong bg-raised px-3 text-base text-ink outline-none placeholder:text-ink-faint focus-visible:border-accent focus-visible:ring-2 focus-visible:ring-accent/25 disabled:opacity-60 sm:text-sm'

export interface FieldProps extends ComponentProps<'input'> {
  readonly label: string
  readonly hint?: string
}

/** A labelled line to type into. */
export function Field({ label, hint, className, ...input }: FieldProps) {
  return (
    <label className={classNames('block', className)}>
      <span className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{label}</span>
        {hint === undefined ? null : <span className="text-[13px] text-ink-faint">{hint}</span>}
      </span>
      <input {...input} className={classNames(INPUT, 'mt-1.5 h-10')} />
    </label>
  )
}
