import { AbstractType, XmlElement, XmlText } from 'yjs'
import { WAS } from './addresses.ts'

export interface Run {
  readonly insert: string | object
  readonly attributes?: Readonly<Record<string, unknown>>
}

/** All that is in an element, so that an equal one can be made at another place. */
export interface Kept {
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly children: readonly (Kept | readonly Run[])[]
}

const WRITABLE: ReadonlySet<unknown> = new Set([Object, Array, String, Number, Boolean, Uint8Array])

/**
 * Whether a value can be written once more. Yjs throws, in the middle of a change, at what says of itself that it has
 * another constructor; a shared type or a document within the document is one and stands in one place.
 */
export const isWritable = (value: unknown): boolean => value == null || WRITABLE.has(value.constructor)

/**
 * Null when something in the element can stand only where it is, such as a shared type that is no element or text. Its
 * address is not part of it: of two copies one would have the other's.
 */
export function describe(element: XmlElement): Kept | null {
  const { [WAS]: _, ...attributes }: Record<string, unknown> = element.getAttributes()
  if (!Object.values(attributes).every(isWritable)) return null
  const children: (Kept | readonly Run[])[] = []
  for (const child of element.toArray()) {
    const description =
      child instanceof XmlElement ? describe(child) : child instanceof XmlText ? runsOf(child) : null
    if (description === null) return null
    children.push(description)
  }
  return { name: element.nodeName, attributes, children }
}

/** What is in a text, or null when more is in it than letters and plain values: no list of runs names a list in a text. */
export function runsOf(text: XmlText): readonly Run[] | null {
  const runs = text.toDelta() as readonly Run[]
  if (runs.some(({ insert }) => insert instanceof AbstractType)) return null
  const length = runs.reduce((sum, { insert }) => sum + (typeof insert === 'string' ? insert.length : 1), 0)
  return length === text.length ? runs : null
}

export function textFrom(runs: readonly Run[]): XmlText {
  const text = new XmlText()
  if (runs.length > 0) text.applyDelta([...runs], { sanitize: false })
  return text
}

/** A new element with all that `kept` says. */
export function elementFrom(kept: Kept): XmlElement {
  const element = new XmlElement(kept.name)
  for (const [key, value] of Object.entries(kept.attributes)) element.setAttribute(key, value as string)
  const children = kept.children.map((child) => ('name' in child ? elementFrom(child) : textFrom(child)))
  element.insert(0, children)
  return element
}
