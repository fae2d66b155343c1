import { initials, safeColor } from '../../lib/presence.ts'
import { classNames } from './class-names.ts'
import { inkOn } from './ink-on.ts'

/** A person as a disc in their colour with the letters of their name. */
export function Avatar({ name, color, className }: { name: string; color: string; className?: string }) {
  const background = safeColor(color)
  return (
    <span
      aria-hidden
      style={{ backgroundColor: background, color: inkOn(background) }}
      className={classNames(
        'flex size-7 select-none items-center justify-center rounded-full font-semibold text-[11px] leading-none',
        className,
      )}
    >
      {initials(name)}
    </span>
  )
}
