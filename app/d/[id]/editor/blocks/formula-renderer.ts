import type { KatexOptions } from 'katex'
import { pageWords } from '../../../../i18n/page-words.ts'

type Katex = typeof import('katex')['default']

/** What a formula may cost: expansions of macros, and the size of anything in it, in em. */
const LIMITS: KatexOptions = {
  trust: false,
  strict: 'ignore',
  maxExpand: 300,
  maxSize: 20,
  throwOnError: true,
  output: 'htmlAndMathml',
}

let loading: Promise<Katex | null> | null = null
let katex: Katex | null = null

/** Fetches what sets formulas, once, when the first one is shown; null when it cannot be had. */
export function loadKatex(): Promise<Katex | null> {
  loading ??= Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(
    ([module]) => {
      katex = module.default
      return katex
    },
    () => {
      loading = null
      return null
    },
  )
  return loading
}

export const isKatexHere = (): boolean => katex !== null

/**
 * Sets `source` into `element`; returns null, or what is wrong with it in the words of the renderer. Links, images and
 * styles of one's own are not among what a formula can say.
 */
export function setFormula(element: HTMLElement, source: string, displayMode: boolean): string | null {
  if (katex === null) return pageWords()('blocks.formula.cannotBeShown')
  try {
    // a fresh object each time: formulas keep the macros that they define in it
    katex.render(source, element, { ...LIMITS, macros: {}, displayMode })
    return null
  } catch (error) {
    const words = error instanceof Error ? error.message : ''
    return words.replace(/^KaTeX parse error: /, '') || pageWords()('blocks.formula.cannotBeShown')
  }
}
