import { classNames } from './class-names.ts'

/** What went wrong with what a person just did: read out at once, beside the thing it is about. */
export function Problem({ words, className }: { words: string | null; className?: string }) {
  return words === null ? null : (
    <p
      role="alert"
      className={classNames('rounded-card bg-warning-soft px-3 py-2 text-[13px] text-warning', className)}
    >
      {words}
    </p>
  )
}
