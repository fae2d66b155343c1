/** Time between the starts of two commits when they cost next to nothing. */
const SHORTEST_MS = 10
/** Telling of commits is to take no more than this share of a core … */
const TELLING_SHARE = 1 / 40
/** … as long as a letter is with everybody within this time of its arrival. */
const REACH_MS = 20
/** Past that, telling is to take no more than this share of it. */
const BUSY_SHARE = 1 / 2

/**
 * Milliseconds from the start of a commit to the start of the next at the earliest. What a commit costs is a write
 * to each socket in the rooms that it touched, whatever is in it: a crowd is told less often, of more.
 *
 * @param diskMs  what the last commit took until it was on disk
 * @param tellingMs  what it took from there to tell the rooms
 */
export function tickAfter(diskMs: number, tellingMs: number): number {
  const spared = Math.min(tellingMs / TELLING_SHARE, REACH_MS - diskMs - tellingMs)
  return Math.max(SHORTEST_MS, spared, tellingMs / BUSY_SHARE)
}
