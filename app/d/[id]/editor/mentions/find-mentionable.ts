import { folded } from '../../../../../lib/folded.ts'
import type { Translator } from '../../../../../lib/i18n/translator.ts'
import { mentionLabel } from '../../../../../lib/mention.ts'
import type { KnownDocument, KnownPerson } from './mention-directory.ts'

/** What the menu of mentions offers. */
export type Mentionable =
  | { readonly kind: 'person'; readonly id: string; readonly words: string; readonly person: KnownPerson }
  | { readonly kind: 'document'; readonly id: string; readonly words: string }

/** How many of a sort are shown. */
const MOST = 8

/** How well `words` fit, 0 is best; null when they do not. */
function fitOf(query: string, words: string): number | null {
  const text = folded(words)
  if (text.startsWith(query)) return 0
  const parts = text.split(/[^\p{L}\p{N}]+/u)
  if (query.split(/\s+/).every((each) => parts.some((part) => part.startsWith(each)))) return 1
  return text.includes(query) ? 2 : null
}

function best<T extends Mentionable>(query: string, options: readonly T[]): readonly T[] {
  const wanted = folded(query.trim())
  return options
    .flatMap((option) => {
      const fits = wanted === '' ? 0 : fitOf(wanted, option.words)
      return fits === null ? [] : [{ option, fits }]
    })
    .sort((a, b) => a.fits - b.fits)
    .slice(0, MOST)
    .map(({ option }) => option)
}

export interface Known {
  readonly people: readonly KnownPerson[]
  readonly documents: readonly KnownDocument[]
}

/** Whom and what `query` may mean, people first; in each sort what fits best, and else in the order given. */
export function findMentionable(
  t: Translator,
  query: string,
  { people, documents }: Known,
  sort: string | null = null,
): readonly Mentionable[] {
  const persons = people.map((person) => ({
    kind: 'person' as const,
    id: person.id,
    words: person.name,
    person,
  }))
  const titles = documents.map(({ id, title }) => ({
    kind: 'document' as const,
    id,
    words: mentionLabel(title) || t('common.untitled'),
  }))
  return [
    ...(sort === 'document' ? [] : best(query, persons)),
    ...(sort === 'person' ? [] : best(query, titles)),
  ]
}
