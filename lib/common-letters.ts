import { commonEnds } from './common-ends.ts'

/** Above so many comparisons only the ends of two texts are compared. */
const MOST_COMPARISONS = 4_000_000

export type LetterPair = readonly [one: number, other: number]

/** A longest row of letters that two texts have in the same order, by the place of each in both. */
export function commonLetters(one: string, other: string): LetterPair[] {
  const pairs: LetterPair[] = []
  const { start, end } = commonEnds(one, other)
  for (let i = 0; i < start; i++) pairs.push([i, i])
  const [lastOne, lastOther] = [one.length - end, other.length - end]
  if ((lastOne - start) * (lastOther - start) <= MOST_COMPARISONS) {
    const width = lastOther - start + 1
    const best = new Uint16Array((lastOne - start + 1) * width)
    const place = (i: number, j: number): number => (i - start) * width + j - start
    const at = (i: number, j: number): number => best[place(i, j)] ?? 0
    for (let i = lastOne - 1; i >= start; i--) {
      for (let j = lastOther - 1; j >= start; j--)
        best[place(i, j)] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
    for (let i = start, j = start; i < lastOne && j < lastOther; ) {
      if (one[i] === other[j]) pairs.push([i++, j++])
      else if (at(i + 1, j) >= at(i, j + 1)) i++
      else j++
    }
  }
  for (let i = end; i > 0; i--) pairs.push([one.length - i, other.length - i])
  return pairs
}
