import * as Y from 'yjs'

/** Where changes of other people say that they come from. */
export const OTHERS = 'others'

type Written = readonly (Y.XmlElement | Y.XmlText)[]

/** Values that Yjs itself refuses to write, by what stands in their place until the document is encoded. */
const smuggled = new Map<string, unknown>()

/** Yjs looks at the constructor that a value says it has; a client of one's own does not. */
function writable(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'constructor')) return value
  const token = `smuggled ${smuggled.size}`
  smuggled.set(token, value)
  return token
}

function smuggle(doc: Y.Doc): void {
  for (const struct of [...doc.store.clients.values()].flat()) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) continue
    const { arr } = struct.content
    struct.content.arr = arr.map((value: unknown) => smuggled.get(value as string) ?? value)
  }
}

/** An element of Yjs with any attributes, as a client of one's own can write it. */
export function element(
  name: string,
  attributes: Readonly<Record<string, unknown>> = {},
  ...content: readonly (Y.XmlElement | string)[]
): Y.XmlElement {
  const made = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, writable(value) as string)
  const children: Written = content.map((part) => (typeof part === 'string' ? new Y.XmlText(part) : part))
  made.insert(0, [...children])
  return made
}

export const paragraph = (words: string): Y.XmlElement => element('paragraph', {}, words)

/** A document with these blocks, as somebody else wrote it. */
export function written(...blocks: readonly Y.XmlElement[]): Y.Doc {
  const theirs = new Y.Doc()
  theirs.getXmlFragment('default').insert(0, [...blocks])
  smuggle(theirs)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs), OTHERS)
  return doc
}
