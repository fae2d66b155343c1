import { inspect } from 'node:util'
import * as Y from 'yjs'

const NOTHING = '[]{}'

type Attributes = Readonly<Record<string, string>>
// biome-ignore lint/suspicious/noExplicitAny: the events of a type are none of ours
type AnyType = Y.AbstractType<any>
type Run = readonly [content: string, attributes: string]

/**
 * All that is visible in a document, whatever it is made of and wherever it stands, as one comparable text. Reads the
 * structs themselves: what only hostile peers write is seen too. How the structs are cut does not show.
 */
export function wholeContent(doc: Y.Doc): string {
  const roots = [...doc.share].map(([name, type]) => `${JSON.stringify(name)}: ${contentOfType(type)}`)
  return roots
    .filter((root) => !root.endsWith(`: ${NOTHING}`))
    .sort()
    .join('\n')
}

/** All but the addresses that blocks keep when they are moved, which undo leaves to them. */
export const contentBesideAddresses = (doc: Y.Doc): string =>
  wholeContent(doc).replaceAll(/"was": <'\d+-\d+'>, |(, )?"was": <'\d+-\d+'>/g, '')

function contentOfType(type: AnyType): string {
  const runs: Run[] = []
  let attributes: Attributes = {}
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue
    if (item.content instanceof Y.ContentFormat) attributes = withFormat(attributes, item.content)
    else {
      const own = item.content instanceof Y.ContentType ? {} : attributes
      for (const content of contentOfItem(item)) add(runs, content, JSON.stringify(own))
    }
  }
  const entries = [...type._map].filter(([, { deleted }]) => !deleted)
  const map = entries.map(([key, item]) => `${JSON.stringify(key)}: ${contentOfItem(item).join('')}`)
  const list = runs.map(([content, own]) => (own === '{}' ? content : `${own}${content}`))
  return `[${list.join('|')}]{${map.sort().join(', ')}}`
}

function contentOfItem({ content }: Y.Item): readonly string[] {
  if (content instanceof Y.ContentString) return [content.str]
  if (content instanceof Y.ContentType) {
    const { type } = content
    const { nodeName = '', hookName = '' } = type as AnyType & Names
    return [`<${type.constructor.name} ${nodeName} ${hookName} ${contentOfType(type)}>`]
  }
  if (content instanceof Y.ContentDoc) return [`<document ${content.doc.guid}>`]
  return content.getContent().map((value: unknown) => `<${inspect(value, { depth: 100 })}>`)
}

interface Names {
  readonly nodeName?: string
  readonly hookName?: string
}

function withFormat(attributes: Attributes, { key, value }: Y.ContentFormat): Attributes {
  const others = Object.entries(attributes).filter(([name]) => name !== key)
  const all = value === null ? others : [...others, [key, inspect(value, { depth: 100 })] as const]
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Neighbours with the same attributes are one run. */
function add(runs: Run[], content: string, attributes: string): void {
  const last = runs.at(-1)
  if (last?.[1] === attributes) runs[runs.length - 1] = [`${last[0]}${content}`, attributes]
  else runs.push([content, attributes])
}
