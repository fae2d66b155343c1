/** The mark: a line of text and the caret that waits at its end. */
export function Wordmark() {
  return (
    <span className="flex items-center gap-2 font-semibold text-[15px] tracking-tight">
      <svg viewBox="0 0 24 24" className="size-6" aria-hidden="true">
        <rect width="24" height="24" rx="6" className="fill-accent" />
        <path d="M6 8h8M6 12h5M6 16h7" className="stroke-on-accent" strokeWidth="1.8" strokeLinecap="round" />
        <path d="M17.5 6.5v11" className="stroke-on-accent" strokeWidth="2" strokeLinecap="round" />
      </svg>
      {'Scriptorium'}
    </span>
  )
}
