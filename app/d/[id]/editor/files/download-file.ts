import type { Editor } from '@tiptap/core'
import { fileAddress } from '../../../../../lib/file-nodes.ts'
import type { FileId } from '../../../../../lib/ids.ts'

/** Has the browser save a file. The server says under which name. */
export function downloadFile(editor: Editor, file: FileId): void {
  const link = document.createElement('a')
  link.href = `${fileAddress(editor.storage.documentFiles.documentId, file)}?download`
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
