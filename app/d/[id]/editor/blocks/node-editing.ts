import type { EditorView } from '@tiptap/pm/view'

/** Nodes without text of their own in the document: what they say is edited in a field that floats beside them. */
const WITH_FIELD: ReadonlySet<string> = new Set(['inlineMath', 'blockMath', 'footnote', 'date', 'embed'])

export const hasField = (name: string): boolean => WITH_FIELD.has(name)

/** Asks for the field of a node. It comes from the node's element and bubbles. */
export const EDIT_EVENT = 'edit-node'

export interface EditRequest {
  readonly dom: HTMLElement
  /** Where the node is now; undefined when it is gone. */
  readonly getPos: () => number | undefined
}

const places = new WeakMap<Node, () => number | undefined>()

/** Makes the node that `dom` shows editable by its field: on a click, and by the keys that choose it. */
export function offerField(dom: HTMLElement, getPos: () => number | undefined): void {
  places.set(dom, getPos)
  dom.addEventListener('click', () => ask(dom, getPos))
}

function ask(dom: HTMLElement, getPos: () => number | undefined): void {
  const detail: EditRequest = { dom, getPos }
  dom.dispatchEvent(new CustomEvent(EDIT_EVENT, { bubbles: true, detail }))
}

/** Opens the field of the node at `at`; false when it has none. */
export function editNode(view: EditorView, at: number): boolean {
  const dom = view.nodeDOM(at)
  const getPos = dom === null ? undefined : places.get(dom)
  if (!(dom instanceof HTMLElement) || getPos === undefined) return false
  ask(dom, getPos)
  return true
}
