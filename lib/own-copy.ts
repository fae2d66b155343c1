import { type Doc, XmlElement, XmlText } from 'yjs'
import type { DocumentConnection } from './document-connection.ts'
import { TEXT_ROOT } from './document-roots.ts'

/** How long the server has to take a copy. */
const PATIENCE_MS = 30_000

/** Puts what `source` holds in place of what `target` holds, in one transaction. Marks and attributes go along. */
export function copyText(source: Doc, target: Doc): void {
  const nodes = source
    .getXmlFragment(TEXT_ROOT)
    .toArray()
    .flatMap((node) => (node instanceof XmlElement || node instanceof XmlText ? [node.clone()] : []))
  target.transact(() => {
    const text = target.getXmlFragment(TEXT_ROOT)
    text.delete(0, text.length)
    text.insert(0, nodes)
  })
}

/**
 * Saves the text of `source` as the document of `target`, a connection that has not been started and is ended here.
 * Resolves to whether all of it is on the server's disk.
 */
export async function saveAsOwn(source: Doc, target: DocumentConnection): Promise<boolean> {
  const until = (holds: () => boolean): Promise<boolean> =>
    new Promise((resolve) => {
      const finish = (result: boolean): void => {
        clearTimeout(timer)
        unsubscribe()
        resolve(result)
      }
      const look = (): void => {
        const { status } = target.getSnapshot()
        if (status.kind === 'stopped') finish(false)
        else if (holds()) finish(true)
      }
      const timer = setTimeout(() => finish(false), PATIENCE_MS)
      const unsubscribe = target.subscribe(look)
      look()
    })
  const isSaved = (): boolean => target.getSnapshot().status.kind === 'saved'
  try {
    await target.start()
    if (!(await until(isSaved))) return false
    copyText(source, target.doc)
    return await until(isSaved)
  } finally {
    target.leave()
  }
}
