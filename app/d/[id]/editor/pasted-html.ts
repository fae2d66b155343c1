import { makeWordLists } from './word-lists.ts'

const isDocs = (html: string): boolean => html.includes('docs-internal-guid-')
const isWord = (html: string): boolean =>
  /class="?Mso|urn:schemas-microsoft-com:office:word|mso-list:/i.test(html)
const isSheet = (html: string): boolean =>
  /urn:schemas-microsoft-com:office:excel|google-sheets-html-origin|data-sheets-|name="?generator"? content="(?:LibreOffice|OpenOffice)/i.test(
    html,
  )
const isPage = (html: string): boolean => /<(?:button|caption|svg)\b|display:\s*none|\shidden\b/i.test(html)

const unwrap = (element: Element): void => element.replaceWith(...element.childNodes)

function rename(element: Element, tag: string): void {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

const isEmpty = (element: Element): boolean =>
  element.textContent.replaceAll('\u00a0', '').trim() === '' &&
  element.querySelector('img, br, table') === null

/** The address that a redirect of Google's leads to. */
function directTarget(href: string): string {
  if (!/^https:\/\/www\.google\.com\/url\?/.test(href)) return href
  return new URL(href).searchParams.get('q') ?? href
}

function cleanDocs(root: HTMLElement, hasTasks: boolean): void {
  for (const wrapper of [...root.querySelectorAll('[id^="docs-internal-guid-"]')]) {
    if (wrapper.localName === 'b') unwrap(wrapper)
  }
  for (const lineEnd of [...root.querySelectorAll('br')]) {
    // what separates blocks is no line
    if (lineEnd.parentElement === root) lineEnd.remove()
  }
  for (const link of [...root.querySelectorAll('a[href]')]) {
    link.setAttribute('href', directTarget(link.getAttribute('href') ?? ''))
  }
  for (const item of hasTasks ? [...root.querySelectorAll('li[role="checkbox"]')] : []) {
    item.setAttribute('data-type', 'taskItem')
    item.setAttribute('data-checked', String(item.getAttribute('aria-checked') === 'true'))
    item.parentElement?.setAttribute('data-type', 'taskList')
    for (const picture of [...item.querySelectorAll(':scope > img')]) picture.remove()
  }
}

const WORD_STYLES: readonly (readonly [RegExp, string])[] = [
  [/\bMsoTitle\b/, 'h1'],
  [/\bMso(?:Intense)?Quote\b/, 'blockquote'],
]

function cleanWord(root: HTMLElement): void {
  for (const element of [...root.querySelectorAll('*')]) {
    // <o:p>, <w:sdt>, <st1:place> and the like
    if (element.localName.includes(':')) unwrap(element)
  }
  makeWordLists(root)
  for (const paragraph of [...root.querySelectorAll('p')]) {
    const tag = WORD_STYLES.find(([style]) => style.test(paragraph.className))?.[1]
    if (isEmpty(paragraph) && paragraph.closest('td, th, li') === null) paragraph.remove()
    else if (isEmpty(paragraph)) paragraph.replaceChildren()
    else if (tag !== undefined) rename(paragraph, tag)
  }
}

/** One cell that was copied is its text, not a table. */
function cleanSheet(root: HTMLElement): void {
  const tables = [...root.querySelectorAll('table')]
  const cells = root.querySelectorAll('td, th')
  const [cell] = cells
  if (tables.length === 1 && cells.length === 1 && cell !== undefined)
    tables[0]?.replaceWith(...cell.childNodes)
}

function cleanPage(root: HTMLElement): void {
  for (const element of [
    ...root.querySelectorAll('button, svg, [hidden], [style*="display:none"], [style*="display: none"]'),
  ]) {
    element.remove()
  }
  for (const caption of [...root.querySelectorAll('caption')]) {
    const table = caption.closest('table')
    const words = caption.ownerDocument.createElement('p')
    words.append(...caption.childNodes)
    caption.remove()
    table?.before(words)
  }
}

/**
 * HTML of other programs as the schema can read it. It keeps only what it knows, so this is about keeping more, never
 * about safety: what is written here is taken apart once more. Nothing runs and nothing is fetched meanwhile.
 */
export function readableHtml(html: string, hasTasks: boolean): string {
  const [docs, word, sheet, page] = [isDocs(html), isWord(html), isSheet(html), isPage(html)]
  if (!docs && !word && !sheet && !page) return html
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const { body } = parsed
  if (docs) cleanDocs(body, hasTasks)
  if (word) cleanWord(body)
  if (sheet) cleanSheet(body)
  cleanPage(body)
  // spreadsheets say in a style sheet what is bold
  const styles = sheet
    ? [...parsed.head.querySelectorAll('style')].map((style) => style.outerHTML).join('')
    : ''
  return styles + body.innerHTML
}

/** The text of HTML that is nothing but preformatted text, such as a file that a browser shows. */
export const isBareText = (html: string): boolean => {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const [only] = body.children
  return body.children.length === 1 && only?.localName === 'pre' && only.children.length === 0
}
