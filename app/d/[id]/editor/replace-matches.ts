import type { Editor } from '@tiptap/core'
import { editDocument } from './document-edit.ts'
import { type TextPlace, textPlaceAt } from './document-place.ts'
import { foundIn, goToMatchFrom } from './find.ts'
import type { Match } from './find-matches.ts'

/** Longest text that is put in, in letters. */
export const LONGEST_REPLACEMENT = 10_000

interface Replacement extends TextPlace {
  readonly length: number
  /** Units of the last letter. */
  readonly last: number
}

function placesOf(editor: Editor, matches: readonly Match[]): Replacement[] {
  return matches.flatMap(({ from, to }) => {
    const place = textPlaceAt(editor.state, from)
    // A match never spans what is no letter, so it lies in one text.
    return place === null || place.index + to - from > place.text.length
      ? []
      : [{ ...place, length: to - from, last: lastLetter(editor.state.doc.textBetween(from, to)).length }]
  })
}

const lastLetter = (text: string): string => [...text].at(-1) ?? ''

/**
 * Puts the words in before the last letter that goes, and takes the letters away: what others write behind that
 * letter at this moment stays behind the words.
 */
function replace({ text, index, length, last }: Replacement, words: string): void {
  // in the format of what goes, so never before its first letter
  const head = length > last ? length - last : length
  if (words !== '') text.insert(index + head, words)
  text.delete(index + head + words.length, length - head)
  text.delete(index, head)
}

/**
 * Replaces every match, each on its own: what others write between two of them stays, and so do their carets.
 * One step of undo. Returns how many were replaced.
 */
export function replaceAll(editor: Editor, words: string): number {
  const found = foundIn(editor.state)
  if (found === null || found.matches.length === 0) return 0
  const places = placesOf(editor, found.matches).reverse()
  const done = editDocument(editor, () => {
    for (const place of places) replace(place, words.slice(0, LONGEST_REPLACEMENT))
  })
  return done ? places.length : 0
}

/** Replaces the present match; the one behind it is the present one afterwards. */
export function replaceNow(editor: Editor, words: string): boolean {
  const found = foundIn(editor.state)
  const match = found?.matches[found.at]
  if (match === undefined) return false
  const [place] = placesOf(editor, [match])
  if (place === undefined) return false
  const put = words.slice(0, LONGEST_REPLACEMENT)
  if (!editDocument(editor, () => replace(place, put))) return false
  goToMatchFrom(editor, match.from + put.length)
  return true
}
