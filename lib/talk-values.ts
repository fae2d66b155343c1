import * as z from './schema.ts'

/** What is no character of any text: controls other than tab and line break, and halves of a character. */
const STRAY = /[\p{Cc}\p{Cs}]/u
/** UTF-16 units of one reaction: the longest emoji are families of several people. */
const MAX_REACTION = 32
const EMOJI = /^\p{RGI_Emoji}$/v

/** Something that somebody says, of at most `most` UTF-16 units and not empty. */
export const wordsUpTo = (most: number) =>
  z
    .string()
    .check(z.minLength(1), z.maxLength(most))
    .check(z.refine((text) => text.trim() !== '' && !STRAY.test(text.replaceAll(/[\t\n]/g, ''))))

/** One emoji. */
export const emoji = z.string().check(z.maxLength(MAX_REACTION), z.regex(EMOJI))

/** The number of an event. */
export const eventSeq = z.int().check(z.positive())
