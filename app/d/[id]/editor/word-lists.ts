const LEVEL = /mso-list:\s*l(\d+)\s+level(\d+)/i
const NUMBERED = /^[\s(]*(?:(\d+)|[a-z]{1,4})[.)]/i

interface Item {
  readonly element: HTMLElement
  readonly level: number
  readonly isOrdered: boolean
  readonly start: number
}

/** Reads a paragraph that Word shows as an item of a list, and takes the written sign off it. */
function takeItem(element: Element): Item | null {
  const style = element.getAttribute('style') ?? ''
  const level = LEVEL.exec(style)?.[2]
  if (level === undefined || !(element instanceof HTMLElement)) return null
  const sign = [...element.querySelectorAll('span')].find((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''),
  )
  const written = NUMBERED.exec(sign?.textContent ?? '')
  sign?.remove()
  return { element, level: Number(level), isOrdered: written !== null, start: Number(written?.[1] ?? 1) || 1 }
}

/** Makes lists of the paragraphs that Word writes instead of them. */
export function makeWordLists(root: HTMLElement): void {
  const doc = root.ownerDocument
  /** The lists that are open, outermost first. */
  let open: { readonly level: number; readonly list: HTMLElement }[] = []
  let last: Element | null = null
  for (const element of [...root.querySelectorAll('p, h1, h2, h3, h4, h5, h6')]) {
    const item = takeItem(element)
    if (item === null) continue
    if (last === null || element.previousElementSibling !== last) open = []
    const levels = () => open[open.length - 1]
    while (open.length > 0 && (levels()?.level ?? 0) > item.level) open.pop()
    const tag = item.isOrdered ? 'ol' : 'ul'
    if (levels()?.level === item.level && levels()?.list.localName !== tag) open.pop()
    let list = levels()?.level === item.level ? levels()?.list : undefined
    if (list === undefined) {
      list = doc.createElement(tag)
      if (item.isOrdered && item.start !== 1) list.setAttribute('start', String(item.start))
      const outer = levels()?.list.lastElementChild
      if (outer == null) element.before(list)
      else outer.append(list)
      open.push({ level: item.level, list })
    }
    const entry = doc.createElement('li')
    const paragraph = doc.createElement('p')
    paragraph.append(...element.childNodes)
    entry.append(paragraph)
    list.append(entry)
    element.remove()
    // what comes next stands behind the outermost list
    last = open[0]?.list ?? null
  }
}
