import compile from 'icu-minify/compile'
import type { Language } from '../../lib/i18n/languages.ts'
import type { Messages } from '../../lib/i18n/messages.ts'
import { CATALOGUES } from '../../lib/i18n/translator.ts'

/** Areas that the server alone speaks from: pages do not carry them. */
const OF_THE_SERVER: ReadonlySet<string> = new Set(['letters', 'notices', 'refusals'])

type Tree = { readonly [key: string]: string | Tree }

const made = new Map<Language, Messages>()

/**
 * A catalogue in the form that pages format (`use-intl/format-message/format-only`, see `next.config.js`): the
 * browser needs no parser. Typed as what it was compiled from, which is what `use-intl` takes its types from.
 */
export function compiledMessages(language: Language): Messages {
  const known = made.get(language)
  if (known !== undefined) return known
  const spoken = Object.entries(CATALOGUES[language]).filter(([area]) => !OF_THE_SERVER.has(area))
  // the choices of a plural have no prototype, and only plain objects can be sent to a page
  const compiled = structuredClone(compileTree(Object.fromEntries(spoken))) as Messages
  made.set(language, compiled)
  return compiled
}

const compileTree = (tree: Tree): unknown =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? compile(value) : compileTree(value),
    ]),
  )
