/**
 * What in a piece of a page would run, fetch from another site, cover something or stand for something else. Uses
 * nothing of this module: a browser is given it as it is.
 */
export function harmIn(root: ParentNode): string[] {
  const active = /^(?:src|srcset|srcdoc|href|xlink:href|action|formaction|data|poster|background|ping)$/i
  const harmless = /^(?:https?:\/\/|mailto:|\/api\/documents\/[^/]*\/files\/\w+|$)/
  const tags =
    'script, style, link, meta, base, iframe, frame, object, form, .tiptap embed, template, foreignObject'
  const attributes = [...root.querySelectorAll('*')].flatMap((shown) =>
    shown.getAttributeNames().flatMap((name) => {
      const value = shown.getAttribute(name) ?? ''
      const loads = /^(?:img|source|video|audio|input|image|use)$/i.test(shown.tagName)
      const isBad =
        /^on/i.test(name) ||
        name.includes('__x') ||
        (active.test(name) && (!harmless.test(value) || (loads && /^(?:https?:)?\/\//.test(value)))) ||
        (name === 'style' && /url\(|fixed|expression|@import/i.test(value)) ||
        // a name that scripts look for
        (name === 'name' && shown.tagName !== 'INPUT')
      return isBad ? [`${shown.tagName} ${name}=${value.slice(0, 80)}`] : []
    }),
  )
  return [...attributes, ...[...root.querySelectorAll(tags)].map(({ tagName }) => tagName)]
}
