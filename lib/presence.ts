import type { Translator } from './i18n/translator.ts'
import { partial, text, textUpTo } from './shape.ts'
import { shownColors } from './shown-colors.ts'

/** What a person is to the others. `color` is six hexadecimal digits behind a `#`. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly color: string
}

const NAME_LENGTH = 80
const COLOR = /^#[0-9a-f]{6}$/i
const NEUTRAL_COLOR = '#6b7280'

const stamped = partial({ id: textUpTo(200), name: text, color: text })

/** A colour that is safe in a style: anything that is not `#rrggbb` becomes grey. */
export const safeColor = (color: unknown): string =>
  typeof color === 'string' && COLOR.test(color) ? color : NEUTRAL_COLOR

/** Control characters, halves of characters, and what turns the direction of the text around it. */
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

const NOTHING_TO_SEE = /^[\p{C}\p{Z}\p{M}]*$/u

/** Words for show: one line of at most `length` characters; empty when there is nothing to see. */
export function safeLine(words: unknown, length: number): string {
  if (typeof words !== 'string') return ''
  const line = words
    .slice(0, 4 * length)
    .replace(UNSAFE, ' ')
    .trim()
  return NOTHING_TO_SEE.test(line) ? '' : [...line.slice(0, 2 * length)].slice(0, length).join('')
}

/** A name for show: one line, bounded, never empty. */
export const safeName = (t: Translator, name: unknown): string =>
  safeLine(name, NAME_LENGTH) || t('together.someone')

/** The `user` field of an awareness state as a person. A client without one is known by its Yjs client id. */
export function personOf(t: Translator, state: unknown, clientId: number): Person {
  const user = typeof state === 'object' && state !== null && 'user' in state ? state.user : null
  const parsed = stamped.safeParse(user)
  const { id, name, color } = parsed.success ? parsed.data : {}
  return { id: id ?? `client-${clientId}`, name: safeName(t, name), color: safeColor(color) }
}

/** The people here, one per user however many tabs they have, oneself first, then by name, in the colours that show. */
export function peopleHere(
  t: Translator,
  states: ReadonlyMap<number, unknown>,
  selfId: string,
): readonly Person[] {
  const people = new Map<string, Person>()
  for (const [clientId, state] of states) {
    const person = personOf(t, state, clientId)
    if (!people.has(person.id)) people.set(person.id, person)
  }
  const colors = shownColors(people.values())
  const shown = [...people.values()].map((person) => ({
    ...person,
    color: colors.get(person.id) ?? person.color,
  }))
  return shown.sort((a, b) => {
    if (a.id === selfId || b.id === selfId) return a.id === selfId ? -1 : 1
    return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)
  })
}

/** Up to two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '')
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  )
  return letters.join('').toUpperCase()
}
