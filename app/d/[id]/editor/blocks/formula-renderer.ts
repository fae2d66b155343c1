import type { KatexOptions } from 'katex'
import { pageWords } from '../../../../i18n/page-words.ts'
import { part } from '../../../../ui/part.ts'

/** What a formula may cost: expansions of macros, and the size of anything in it, in em. */
const LIMITS: KatexOptions = {
  trust: false,
  strict: 'ignore',
  maxExpand: 300,
  maxSize: 20,
  throwOnError: true,
  output: 'htmlAndMathml',
}

const katex = part(async () => {
  const [module] = await Promise.all([import('katex'), import('katex/dist/katex.min.css')])
  return module.default
}, 'last')

/** What most formulas are set in. A browser fetches a font when it is first seen, which may be offline. */
const FONTS: readonly string[] = [
  '1em KaTeX_Main',
  'italic 1em KaTeX_Math',
  '1em KaTeX_Size1',
  '1em KaTeX_Size2',
]

part(async () => {
  await katex.fetch()
  if (katex.now() === null)
    throw new Error('the fonts of formulas are named by their styles, which are not here')
  await Promise.all(FONTS.map((font) => document.fonts.load(font)))
  return true
}, 'last')

/** Fetches what sets formulas unless it is here or on its way. */
export const loadKatex = (): Promise<void> => katex.fetch()

export const isKatexHere = (): boolean => katex.now() !== null

/** Fetches what sets formulas and calls back when it is here, however late; returns what ends that. */
export function whenKatexIsHere(tell: () => void): () => void {
  const stop = katex.whenHere(tell)
  void katex.fetch()
  return stop
}

/**
 * Sets `source` into `element`; returns null, or what is wrong with it in the words of the renderer. Links, images and
 * styles of one's own are not among what a formula can say.
 */
export function setFormula(element: HTMLElement, source: string, displayMode: boolean): string | null {
  const renderer = katex.now()
  if (renderer === null) return pageWords()('blocks.formula.cannotBeShown')
  try {
    // a fresh object each time: formulas keep the macros that they define in it
    renderer.render(source, element, { ...LIMITS, macros: {}, displayMode })
    return null
  } catch (error) {
    const words = error instanceof Error ? error.message : ''
    return words.replace(/^KaTeX parse error: /, '') || pageWords()('blocks.formula.cannotBeShown')
  }
}
