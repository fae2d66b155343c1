import { Extension } from '@tiptap/core'
import { type DOMOutputSpec, DOMSerializer, type Schema } from '@tiptap/pm/model'

/** Kinds that are text in one direction: that of their first letter that has one, as the browser finds it. */
const LINES: readonly string[] = ['paragraph', 'heading']

/** With `dir="auto"` at the outermost element. */
function directed(spec: DOMOutputSpec): DOMOutputSpec {
  if (!Array.isArray(spec)) return spec
  const [tag, second, ...rest] = spec as readonly unknown[]
  const hasAttributes = typeof second === 'object' && second !== null && !Array.isArray(second)
  const attributes = { ...(hasAttributes ? second : {}), dir: 'auto' }
  const content = hasAttributes || second === undefined ? rest : [second, ...rest]
  return [tag, attributes, ...content] as unknown as DOMOutputSpec
}

function showDirections(schema: Schema): void {
  // What is copied and exported is as the document is: its writer is made, and kept, before the page's looks.
  DOMSerializer.fromSchema(schema)
  for (const name of LINES) {
    const spec = schema.nodes[name]?.spec
    const toDOM = spec?.toDOM
    if (spec !== undefined && toDOM !== undefined) spec.toDOM = (node) => directed(toDOM(node))
  }
}

/**
 * Lines go from right to left where their letters do. Nothing of it is in the document; what stands around lines
 * (`direction.css`) follows the first of them.
 */
export const Direction = Extension.create({
  name: 'direction',
  // after what makes rendering strict
  priority: 10,
  onBeforeCreate() {
    showDirections(this.editor.schema)
  },
})
