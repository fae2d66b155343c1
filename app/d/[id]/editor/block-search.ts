import type { Translator } from '../../../../lib/i18n/translator.ts'
import { pageWords } from '../../../i18n/page-words.ts'
import { BLOCK_ACTIONS, BLOCK_GROUPS, type BlockAction } from './block-actions.ts'

/** An action with the words that it is found by, in lower case. */
interface Findable {
  readonly action: BlockAction
  readonly label: string
  readonly search: readonly string[]
}

const findable = (t: Translator, action: BlockAction): Findable => ({
  action,
  label: t(`editor.actions.${action.name}`).toLowerCase(),
  search: t(`editor.search.${action.name}`).split(', '),
})

/** How well one word fits, 0 is best; null when it does not. */
function fitOf(word: string, { action, label, search }: Findable): number | null {
  if (label.startsWith(word) || action.typed === word) return 0
  if (label.split(/\s+/).some((part) => part.startsWith(word))) return 1
  if (search.some((other) => other.startsWith(word))) return 2
  return label.includes(word) ? 3 : null
}

function rank(query: string, each: Findable): number | null {
  if (each.label.startsWith(query)) return 0
  if (each.search.some((other) => other.startsWith(query))) return 2
  const fits = query.split(/\s+/).map((word) => fitOf(word, each))
  return fits.includes(null) ? null : Math.max(...fits.map((fit) => fit ?? 0))
}

/**
 * What a person may mean by `query`, by its label and the other words people look for it with, in the language of the
 * page and in English. Those of a group stand together; the group with what fits best comes first, and in it what fits
 * best.
 */
export function findBlocks(query: string, t: Translator = pageWords()): readonly BlockAction[] {
  const wanted = query.trim().toLowerCase()
  const found = BLOCK_ACTIONS.flatMap((action) => {
    const fits = wanted === '' ? 0 : rank(wanted, findable(t, action))
    return fits === null ? [] : [{ action, fits }]
  })
  const best = (group: BlockAction['group']): number =>
    Math.min(...found.filter(({ action }) => action.group === group).map(({ fits }) => fits))
  const groups = BLOCK_GROUPS.map((group) => ({ group, fits: best(group) })).sort((a, b) => a.fits - b.fits)
  return groups.flatMap(({ group }) =>
    found
      .filter(({ action }) => action.group === group)
      .sort((a, b) => a.fits - b.fits)
      .map(({ action }) => action),
  )
}
