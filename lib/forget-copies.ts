import { copiesOf, hasUnsavedEdits } from './local-copy.ts'

/** Deletes a database, or has the browser do so once other tabs have let go of it. */
const remove = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onblocked = () => resolve()
    request.onerror = () => resolve()
  })

/**
 * Removes a person's copies from this device, so that whoever uses it next cannot read them. A copy with edits that no
 * server has stays: it is all there is of them.
 */
export async function forgetCopies(userId: string): Promise<void> {
  for (const name of await copiesOf(userId)) {
    if (!(await hasUnsavedEdits(name))) await remove(name)
  }
}
