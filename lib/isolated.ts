/** Unicode's controls of direction (UAX #9): embeddings, overrides and isolates. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]+/gu
/** The blocks that Unicode keeps for letters that go from right to left. */
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ['\u2068', '\u2069'] as const

/** Words that leave the direction of everything behind them alone. */
export const withoutTurns = (words: string): string => words.replace(TURNS, '')

/** A name or a title as part of a sentence: the sentence keeps its order, whatever letters the name has. */
export function isolated(name: string): string {
  const words = withoutTurns(name)
  return FROM_RIGHT.test(words) ? `${FIRST_STRONG_ISOLATE}${words}${POP_ISOLATE}` : words
}
