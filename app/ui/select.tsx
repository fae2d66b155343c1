import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

export interface SelectProps<T extends string> extends Omit<ComponentProps<'select'>, 'value' | 'onChange'> {
  readonly value: T
  readonly options: readonly (readonly [value: T, words: string])[]
  readonly onChoose: (value: T) => void
  /** `quiet` stands in a row of a list, without a frame until it is pointed at. */
  readonly look?: 'framed' | 'quiet'
}

const LOOKS = {
  framed: 'border-line-strong bg-raised pe-8 ps-3',
  quiet: 'border-transparent bg-transparent pe-7 ps-2 text-ink-soft hover:bg-hover',
} as const

/** One of several: the browser's own list, which every keyboard, phone and screen reader knows. */
export function Select<T extends string>({
  value,
  options,
  onChoose,
  look = 'framed',
  className,
  ...rest
}: SelectProps<T>) {
  return (
    <span className={classNames('relative inline-flex min-w-0 items-center', className)}>
      <select
        {...rest}
        value={value}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.target.value)
          if (chosen !== undefined) onChoose(chosen[0])
        }}
        className={classNames(
          'h-9 w-full min-w-0 cursor-pointer appearance-none truncate rounded-card border text-base outline-none focus-visible:border-accent focus-visible:ring-2 focus-visible:ring-accent/25 disabled:opacity-60 sm:text-[13px]',
          LOOKS[look],
        )}
      >
        {options.map(([option, words]) => (
          <option key={option} value={option} className="bg-raised text-ink">
            {words}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute end-2 size-4 text-ink-faint" />
    </span>
  )
}
