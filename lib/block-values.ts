/*
 * What the attributes of blocks and marks may be. They come from other people's clients, which may send anything that
 * JSON can say: every function here takes any value and throws on none.
 */

export const CALLOUT_KINDS = ['info', 'tip', 'success', 'warning'] as const
export type CalloutKind = (typeof CALLOUT_KINDS)[number]

/** Colours of text and of its background. The document keeps the name; the stylesheet knows what it looks like. */
export const COLOR_NAMES = ['gray', 'red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink'] as const
export type ColorName = (typeof COLOR_NAMES)[number]

export const MAX_FORMULA_LENGTH = 4_000
export const MAX_FOOTNOTE_LENGTH = 4_000

const oneOf = <T extends string>(names: readonly T[], value: unknown): T | null =>
  names.find((name) => name === value) ?? null

const textUpTo = (length: number, value: unknown): string =>
  typeof value === 'string' ? value.slice(0, length) : ''

export const calloutKind = (value: unknown): CalloutKind => oneOf(CALLOUT_KINDS, value) ?? 'info'

export const colorName = (value: unknown): ColorName | null => oneOf(COLOR_NAMES, value)

export const isChecked = (value: unknown): boolean => value === true

/** A whole number from 1 on, also written as text; 1 for everything else. */
export const wholeNumber = (value: unknown): number => {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : 1
}

/** The source of a formula. What is longer than any formula is cut. */
export const formulaSource = (value: unknown): string => textUpTo(MAX_FORMULA_LENGTH, value)

export const footnoteText = (value: unknown): string => textUpTo(MAX_FOOTNOTE_LENGTH, value)

/** The name of a programming language as people write it behind a fence, in lower case; null for plain text. */
export const languageName = (value: unknown): string | null =>
  typeof value === 'string' && /^[a-z0-9][a-z0-9+#._-]{0,39}$/iu.test(value) ? value.toLowerCase() : null

/** A day of the calendar, `2026-11-23`, between the years 1 and 9999; null when there is no such day. */
export function isoDay(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || value.startsWith('0000')) return null
  const time = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value) ? value : null
}
