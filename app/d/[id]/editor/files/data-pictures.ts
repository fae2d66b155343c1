import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'

/** Pictures that stand in HTML themselves: of the kinds that pages show. */
const DATA_PICTURE = /^data:image\/(png|jpeg|gif|webp|avif);base64,/i
/** More of one paste stay behind. */
const MOST_PICTURES = 100
/** Where the pictures stand until they have a place. No site has such an address (RFC 2606). */
const STAND_IN = 'https://pasted-picture.invalid/'

function fileOf(address: string, name: string): File | null {
  const kind = DATA_PICTURE.exec(address)?.[1]?.toLowerCase()
  if (kind === undefined) return null
  const octets = octetsOf(address.slice(address.indexOf(',') + 1))
  if (octets === null) return null
  return new File([octets], `${name}.${kind === 'jpeg' ? 'jpg' : kind}`, { type: `image/${kind}` })
}

/** Null for what is no base64. */
function octetsOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidCharacterError') return null
    throw error
  }
}

/** Takes the pictures out of HTML that holds their octets. Others stand in for them there. */
export function takePictures(html: string, name: string): { readonly html: string; readonly files: File[] } {
  const files: File[] = []
  if (!/data:image\//i.test(html)) return { html, files }
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  for (const picture of parsed.body.querySelectorAll('img[src]')) {
    const file =
      files.length < MOST_PICTURES
        ? fileOf(picture.getAttribute('src') ?? '', `${name} ${files.length + 1}`)
        : null
    if (file === null) continue
    picture.setAttribute('src', `${STAND_IN}${files.length}`)
    files.push(file)
  }
  return files.length === 0 ? { html, files } : { html: parsed.documentElement.outerHTML, files }
}

/** Takes out what stands in for pictures; null when there is none. Tells the place of each. */
function withoutStandIns(
  state: EditorState,
): { readonly tr: Transaction; readonly places: ReadonlyMap<number, number> } | null {
  const { tr, schema, doc } = state
  const found: { readonly index: number; readonly pos: number }[] = []
  doc.descendants((node, pos) => {
    const src: unknown = node.type.name === 'image' ? node.attrs.src : null
    if (typeof src === 'string' && src.startsWith(STAND_IN))
      found.push({ index: Number(src.slice(STAND_IN.length)), pos })
    return !node.isTextblock
  })
  if (found.length === 0) return null
  const line = schema.nodes.paragraph
  const places = new Map<number, number>()
  for (const { index, pos } of found) {
    const at = tr.mapping.map(pos)
    // a document, a cell or a quote is never without a block
    if (tr.doc.resolve(at).parent.childCount === 1 && line !== undefined)
      tr.replaceWith(at, at + 1, line.create())
    else tr.delete(at, at + 1)
    places.set(index, at)
  }
  return { tr, places }
}

/**
 * Pictures in pasted HTML become files. `addPlaces` lets each stand where it is to come, in the transaction that pastes
 * the rest; `start` is called afterwards.
 */
export function dataPictures(
  nameOf: () => string,
  addPlaces: (tr: Transaction, files: readonly { readonly file: File; readonly at: number }[]) => Transaction,
  start: () => void,
): Plugin {
  let pasted: readonly File[] = []
  return new Plugin({
    key: new PluginKey('dataPictures'),
    props: {
      transformPastedHTML: (html) => {
        const taken = takePictures(html, nameOf())
        pasted = taken.files
        // what is not pasted by then was refused
        if (pasted.length > 0) setTimeout(() => (pasted = []))
        return taken.html
      },
    },
    appendTransaction: (transactions, _before, state) => {
      if (pasted.length === 0 || !transactions.some(({ docChanged }) => docChanged)) return null
      const without = withoutStandIns(state)
      if (without === null) return null
      const { tr, places } = without
      const files = [...places].flatMap(([index, at]) => {
        const file = pasted[index]
        return file === undefined ? [] : [{ file, at }]
      })
      pasted = []
      setTimeout(start)
      return addPlaces(tr, files)
    },
  })
}
