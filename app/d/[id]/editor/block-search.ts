import { BLOCK_ACTIONS, BLOCK_GROUPS, type BlockAction } from './block-actions.ts'

/** How well one word fits, 0 is best; null when it does not. */
function fitOf(word: string, { label, search, typed }: BlockAction): number | null {
  const words = label.toLowerCase()
  if (words.startsWith(word) || typed === word) return 0
  if (words.split(/\s+/).some((part) => part.startsWith(word))) return 1
  if (search.some((other) => other.startsWith(word))) return 2
  return words.includes(word) ? 3 : null
}

function rank(query: string, action: BlockAction): number | null {
  if (action.label.toLowerCase().startsWith(query)) return 0
  if (action.search.some((other) => other.startsWith(query))) return 2
  const fits = query.split(/\s+/).map((word) => fitOf(word, action))
  return fits.includes(null) ? null : Math.max(...fits.map((each) => each ?? 0))
}

/**
 * What a person may mean by `query`, by its label and the other words people look for it with. Those of a group stand
 * together; the group with what fits best comes first, and in it what fits best.
 */
export function findBlocks(
  query: string,
  actions: readonly BlockAction[] = BLOCK_ACTIONS,
): readonly BlockAction[] {
  const wanted = query.trim().toLowerCase()
  const found = actions.flatMap((action) => {
    const fits = wanted === '' ? 0 : rank(wanted, action)
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
