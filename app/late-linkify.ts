import { part } from './ui/part.ts'

type Linkify = typeof import('linkifyjs')
type Token = ReturnType<Linkify['tokenize']>[number]
type Found = ReturnType<Linkify['find']>[number]

/**
 * Finds addresses in what is typed and pasted, by all domains of the internet: it comes when the page rests. Until it
 * is here none are found, and what was typed is no link.
 */
const linkify = part(async () => (await import('linkifyjs/dist/linkify.mjs')) as Linkify)

/** What TipTap's mark of links uses of linkifyjs, which leads here in browsers: see `next.config.js`. */
export const tokenize = (text: string): Token[] => linkify.now()?.tokenize(text) ?? []
export const find = (text: string, ...rest: never[]): Found[] => linkify.now()?.find(text, ...rest) ?? []
/** The product has no protocols of its own. */
export const registerCustomProtocol = (): void => undefined
export const reset = (): void => undefined
