/** The look of what is typed into a field that floats beside the text. */
export const FIELD_LOOK =
  'w-full rounded-card border border-line-strong bg-paper px-3 py-2 text-base outline-none focus-visible:border-accent focus-visible:ring-2 focus-visible:ring-accent/25 sm:text-[13px]'
