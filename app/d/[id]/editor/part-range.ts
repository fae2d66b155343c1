import type { EditorView } from '@tiptap/pm/view'
import { type Doc, XmlElement } from 'yjs'
import { TEXT_ROOT } from '../../../../lib/document-roots.ts'

/** Where blocks that stand in a row are in the editor's document; null when they are no longer there, or not shown. */
export function rangeOf(
  view: EditorView,
  doc: Doc,
  elements: readonly XmlElement[],
): { readonly from: number; readonly to: number } | null {
  const { doc: shown } = view.state
  const all = doc
    .getXmlFragment(TEXT_ROOT)
    .toArray()
    .filter((child) => child instanceof XmlElement)
  const places = elements.flatMap((element) => {
    const index = all.indexOf(element)
    return index === -1 ? [] : [index]
  })
  const [first, last] = [Math.min(...places), Math.max(...places)]
  if (places.length === 0 || all.length !== shown.childCount) return null
  let from = 0
  for (let i = 0; i < first; i++) from += shown.child(i).nodeSize
  let to = from
  for (let i = first; i <= last; i++) to += shown.child(i).nodeSize
  return { from, to }
}
