import type { Doc } from 'yjs'
import { documentMarkdown } from '../../../lib/document-text.ts'
import { downloadText, fileNameOf } from '../../ui/download-text.ts'

/** Offers a document as a file of Markdown. Only parts of the page that come late use it: it is not small. */
export const downloadDocument = (title: string, doc: Doc): void =>
  downloadText(fileNameOf(title), documentMarkdown(doc))
