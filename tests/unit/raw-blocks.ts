import * as Y from 'yjs'

/** Where changes of other people say that they come from. */
export const OTHERS = 'others'

type Written = readonly (Y.XmlElement | Y.XmlText)[]

/** An element of Yjs with any attributes, as a client of one's own can write it. */
export function element(
  name: string,
  attributes: Readonly<Record<string, unknown>> = {},
  ...content: readonly (Y.XmlElement | string)[]
): Y.XmlElement {
  const made = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string)
  const children: Written = content.map((part) => (typeof part === 'string' ? new Y.XmlText(part) : part))
  made.insert(0, [...children])
  return made
}

export const paragraph = (words: string): Y.XmlElement => element('paragraph', {}, words)

/** A document with these blocks, as somebody else wrote it. */
export function written(...blocks: readonly Y.XmlElement[]): Y.Doc {
  const theirs = new Y.Doc()
  theirs.getXmlFragment('default').insert(0, [...blocks])
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs), OTHERS)
  return doc
}
