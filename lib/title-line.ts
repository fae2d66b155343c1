/** UTF-16 code units of a title. */
export const MAX_TITLE_LENGTH = 500

/** Controls, halves of characters, ends of lines, and what turns the direction of text that is not its own. */
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

/** A title for lists, tabs, letters and file names: one line, bounded, whatever the document says. */
export const titleLine = (text: string): string =>
  text.slice(0, MAX_TITLE_LENGTH).replace(UNSAFE, ' ').replace(/\s+/gu, ' ').trim()
