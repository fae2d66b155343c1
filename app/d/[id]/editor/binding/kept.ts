import { AbstractType, XmlElement, XmlText } from 'yjs'

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

/** Null when something in the element can stand only where it is: a shared type that is no element or text. */
export function describe(element: XmlElement): Kept | null {
  const attributes: Record<string, unknown> = element.getAttributes()
  if (Object.values(attributes).some((value) => value instanceof AbstractType)) return null
  const children: (Kept | readonly Run[])[] = []
  for (const child of element.toArray()) {
    const description =
      child instanceof XmlElement ? describe(child) : child instanceof XmlText ? runsOf(child) : null
    if (description === null) return null
    children.push(description)
  }
  return { name: element.nodeName, attributes, children }
}

/** What is in a text, or null when a shared type is in it. */
export function runsOf(text: XmlText): readonly Run[] | null {
  const runs = text.toDelta() as readonly Run[]
  return runs.some(({ insert }) => insert instanceof AbstractType) ? null : runs
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
