import type { Person } from './presence.ts'
import { PRESENCE_COLORS } from './presence-color.ts'

/**
 * The colour in which each of these people, of safe colours, is shown. It is the one of the account; where several have the same, all
 * but the one whose id comes first get the next of the eight that nobody has, as long as there are free ones. Decided
 * from ids and colours alone, so that everybody who sees the same people sees the same colours.
 */
export function shownColors(people: Iterable<Pick<Person, 'id' | 'color'>>): ReadonlyMap<string, string> {
  const byId = new Map([...people].map(({ id, color }) => [id, color.toLowerCase()]))
  const shown = new Map<string, string>()
  const taken = new Set<string>()
  const waiting: (readonly [id: string, color: string])[] = []
  for (const [id, color] of [...byId].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (taken.has(color)) waiting.push([id, color])
    else {
      taken.add(color)
      shown.set(id, color)
    }
  }
  for (const [id, color] of waiting) {
    const own = PRESENCE_COLORS.indexOf(color as (typeof PRESENCE_COLORS)[number])
    const inTurn = [...PRESENCE_COLORS.slice(own + 1), ...PRESENCE_COLORS.slice(0, own + 1)]
    const free = inTurn.find((candidate) => !taken.has(candidate)) ?? color
    taken.add(free)
    shown.set(id, free)
  }
  return shown
}
