/** Attributes by which an element runs, fetches, sends or leads somewhere. */
const ACTIVE = /^(?:src|srcset|srcdoc|href|xlink:href|action|formaction|data|poster|background|ping)$/i
const TAGS = 'script, style, link, meta, base, iframe, frame, object, embed, form, svg script, math, template'

/** Where a document may lead to or load from: the web and mail, and this server's own files of this document. */
const isHarmless = (value: string): boolean =>
  /^(?:https?:\/\/|mailto:|\/api\/documents\/[^/]*\/files\/\w+|$)/.test(value)

/** What in a piece of a page would run, fetch from another site, cover something or stand for something else. */
export function harmIn(root: Node): string[] {
  const elements = [...(root as ParentNode).querySelectorAll('*')]
  const found = elements.flatMap((shown) =>
    shown.getAttributeNames().flatMap((name) => {
      const value = shown.getAttribute(name) ?? ''
      const loads = /^(?:img|source|video|audio|input)$/i.test(shown.tagName) && /^https?:|^\/\//.test(value)
      const isBad =
        /^on/i.test(name) ||
        (ACTIVE.test(name) && (!isHarmless(value) || loads)) ||
        (name === 'style' && /url\(|position|fixed|expression|@import/i.test(value)) ||
        /window\.__x/.test(name) ||
        // clobbering: a name that scripts look for
        (name === 'name' && shown.tagName !== 'INPUT')
      return isBad ? [`${shown.tagName} ${name}=${value.slice(0, 80)}`] : []
    }),
  )
  const tags = [...(root as ParentNode).querySelectorAll(TAGS)].map(({ tagName }) => tagName)
  return [...found, ...tags]
}
