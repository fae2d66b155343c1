import { type DocumentId, type FileId, parseDocumentId, parseFileId } from '../../../../../lib/ids.ts'

/** Documents and files of one paste: it is read by a pattern, not as HTML. */
const MAX_FILES = 500

const ADDRESS = /(?:(https?:\/\/[^/"'\s<>]+))?\/api\/documents\/([0-9a-z]{26})\/files\/([0-9a-z]{26})/g

/** The files of other documents on this server that pasted HTML speaks of, by document. */
export function foreignFiles(
  html: string,
  documentId: string,
  origin: string,
): ReadonlyMap<DocumentId, readonly FileId[]> {
  const found = new Map<DocumentId, FileId[]>()
  let count = 0
  for (const [, host, given, name] of html.matchAll(ADDRESS)) {
    const document = parseDocumentId(given ?? '')
    const file = parseFileId(name)
    if (document === null || file === null || document === documentId) continue
    if ((host !== undefined && host !== origin) || count >= MAX_FILES) continue
    const files = found.get(document) ?? []
    if (files.includes(file)) continue
    found.set(document, [...files, file])
    count += 1
  }
  return found
}
