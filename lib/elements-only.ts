import { XmlElement, type XmlFragment } from 'yjs'

type Child = ReturnType<XmlFragment['toArray']>[number]

/**
 * Shows only the elements of a fragment, with the places counted accordingly. Other clients can put a bare text
 * there: no editor binding can show one, and the one that is used here would fail to open at all. What is passed over
 * stays where it is.
 */
export function elementsOnly(fragment: XmlFragment): XmlFragment {
  const all = fragment.toArray.bind(fragment)
  const insert = fragment.insert.bind(fragment)
  const remove = fragment.delete.bind(fragment)
  /** Place in the whole fragment of each element. */
  const places = (): number[] => all().flatMap((child, i) => (child instanceof XmlElement ? [i] : []))
  fragment.toArray = () => all().filter((child: Child) => child instanceof XmlElement)
  fragment.insert = (index, content) => {
    const before = index === 0 ? -1 : places()[index - 1]
    insert(before === undefined ? all().length : before + 1, content)
  }
  fragment.delete = (index, length = 1) => {
    const doomed = places().slice(index, index + length)
    // from the end, so that the places before stay right
    for (const place of doomed.reverse()) remove(place, 1)
  }
  return fragment
}
