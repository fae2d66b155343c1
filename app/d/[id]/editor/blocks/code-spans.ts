import type { createLowlight } from 'lowlight'

/** A run of letters of the code with one look. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly className: string
}

/** Longer code stays plain: the highlighter takes some 5 ms for so many letters. */
export const MAX_COLORED_LETTERS = 20_000

type Lowlight = ReturnType<typeof createLowlight>
type Tree = ReturnType<Lowlight['highlight']>['children'][number]

/** The runs of `code`, in order. Empty for a language that the highlighter does not know. */
export function codeSpans(lowlight: Lowlight, code: string, language: string): readonly Span[] {
  if (code.length > MAX_COLORED_LETTERS || !lowlight.registered(language)) return []
  const spans: Span[] = []
  let at = 0
  const walk = (node: Tree, className: string) => {
    if (node.type === 'text') {
      const from = at
      at += node.value.length
      if (className !== '') spans.push({ from, to: at, className })
    } else if (node.type === 'element') {
      const own = node.properties.className
      const names = Array.isArray(own) ? own.join(' ') : ''
      for (const child of node.children) walk(child, `${className} ${names}`.trim())
    }
  }
  for (const child of lowlight.highlight(language, code).children) walk(child, '')
  return spans
}
