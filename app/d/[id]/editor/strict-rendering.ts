import { Extension } from '@tiptap/core'
import type { Attrs, DOMOutputSpec, Mark, Node, Schema } from '@tiptap/pm/model'
import { isLinkAllowed } from '../../../../lib/safe-targets.ts'

type Check = (value: unknown) => unknown

/** How every link opens, whatever the document says. */
export const LINK_ATTRIBUTES = { rel: 'noopener noreferrer nofollow', target: '_blank' } as const

const LIST_SIGNS: ReadonlySet<unknown> = new Set(['1', 'a', 'A', 'i', 'I'])
const MAX_START = 1_000_000

/** What the attributes of the starter kit's kinds may be; the default of one stands in for what it may not. */
const CHECKS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  orderedList: {
    start: (value) => (Number.isInteger(value) && Math.abs(Number(value)) <= MAX_START ? value : 1),
    type: (value) => (LIST_SIGNS.has(value) ? value : null),
  },
  link: {
    href: (value) => (typeof value === 'string' && isLinkAllowed(value) ? value : ''),
    title: (value) => (typeof value === 'string' ? value : null),
    // the editor says how links open and look, not the document
    target: () => LINK_ATTRIBUTES.target,
    rel: () => LINK_ATTRIBUTES.rel,
    class: () => null,
  },
}

function checked(attributes: Attrs, checks: Readonly<Record<string, Check>>): Attrs {
  const changed = Object.entries(checks).flatMap(([name, check]) => {
    const value: unknown = attributes[name]
    const allowed = check(value)
    return allowed === value ? [] : [[name, allowed]]
  })
  return changed.length === 0 ? attributes : { ...attributes, ...Object.fromEntries(changed) }
}

const isPlain = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value)

/** Without attributes whose values are no plain values: a page that writes one into an element may throw. */
function plainSpec(spec: DOMOutputSpec): DOMOutputSpec {
  if (!Array.isArray(spec)) return spec
  return spec.map((part: unknown, index) => {
    if (index === 0 || typeof part !== 'object' || part === null) return part
    if (Array.isArray(part)) return plainSpec(part as unknown as DOMOutputSpec)
    if ('nodeType' in part || 'dom' in part) return part
    return Object.fromEntries(Object.entries(part).filter(([, value]) => isPlain(value)))
  }) as unknown as DOMOutputSpec
}

/** Makes all kinds of `schema` render whatever their attributes are: what is not allowed is left out. */
function makeStrict(schema: Schema): void {
  for (const type of Object.values(schema.nodes)) {
    const { toDOM } = type.spec
    const checks = CHECKS[type.name] ?? {}
    if (toDOM === undefined) continue
    type.spec.toDOM = (node: Node) => {
      const attributes = checked(node.attrs, checks)
      return plainSpec(
        toDOM(attributes === node.attrs ? node : type.create(attributes, node.content, node.marks)),
      )
    }
  }
  for (const type of Object.values(schema.marks)) {
    const { toDOM } = type.spec
    const checks = CHECKS[type.name] ?? {}
    if (toDOM === undefined) continue
    type.spec.toDOM = (mark: Mark, inline: boolean) => {
      const attributes = checked(mark.attrs, checks)
      return plainSpec(toDOM(attributes === mark.attrs ? mark : type.create(attributes), inline))
    }
  }
}

/**
 * Attributes come from other people's clients and may be anything. One that cannot be rendered would end the editor
 * for everybody who opens the document.
 */
export const StrictRendering = Extension.create({
  name: 'strictRendering',
  onBeforeCreate() {
    makeStrict(this.editor.schema)
  },
})
