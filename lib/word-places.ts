import * as Y from 'yjs'

/** How many letters on each side say where words stood. */
const CONTEXT = 64
/** Of the letters around, this part has to be found again: in what came with the change, and anywhere. */
const ENOUGH = 0.4
const SURE = 0.8
/** Fewer letters than this may stand in many texts. */
const TELLING = 8

/** The letters that stood before and behind words. */
export interface Context {
  readonly before: string
  readonly after: string
}

export interface WordPlace {
  readonly text: Y.XmlText
  readonly index: number
}

export const contextOf = (before: string, after: string): Context => ({
  before: before.slice(-CONTEXT),
  after: after.slice(0, CONTEXT),
})

/** What a text says, counted as Yjs does: a thing among the letters is one. */
export function plainText(text: Y.XmlText): string {
  const runs = text.toDelta() as readonly { readonly insert: unknown }[]
  return runs.map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc')).join('')
}

/** All texts below `parent`, in order. */
export function* textsIn(parent: Y.XmlFragment): Generator<Y.XmlText> {
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) yield child
    else if (child instanceof Y.XmlElement) yield* textsIn(child)
  }
}

function bestIn(
  said: string,
  { before, after }: Context,
): { readonly index: number; readonly score: number } {
  let best = { index: 0, score: -1 }
  for (let index = 0; index <= said.length; index++) {
    let left = 0
    while (left < before.length && left < index && said[index - 1 - left] === before.at(-1 - left)) left++
    let right = 0
    while (right < after.length && said[index + right] === after[right] && index + right < said.length)
      right++
    if (left + right > best.score) best = { index, score: left + right }
  }
  return best
}

/** The place in one of `texts` with most of the letters around, or null where there is none that tells. */
export function placeOf(context: Context, texts: Iterable<Y.XmlText>, isFresh: boolean): WordPlace | null {
  const letters = context.before.length + context.after.length
  if (letters < (isFresh ? 1 : TELLING)) return null
  let found: { readonly place: WordPlace; readonly score: number } | null = null
  for (const text of texts) {
    const { index, score } = bestIn(plainText(text), context)
    if (score > (found?.score ?? 0)) found = { place: { text, index }, score }
  }
  const needed = Math.max(1, letters * (isFresh ? ENOUGH : SURE))
  return found !== null && found.score >= needed ? found.place : null
}
