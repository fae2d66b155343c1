import type { FileReferences } from './file-references.ts'
import type { FileStore } from './file-store.ts'

/** A content is put first and referred to afterwards: until then nobody refers to it. */
const SAFE_MS = 60 * 60 * 1000

/** Deletes the contents that no document refers to. `now` in milliseconds since 1970. Returns how many. */
export async function cleanFiles(
  store: FileStore,
  references: Pick<FileReferences, 'isReferred'>,
  now: number,
): Promise<number> {
  let deleted = 0
  for await (const hash of store.putBefore(now - SAFE_MS)) {
    if (await references.isReferred(hash)) continue
    await store.delete(hash, now - SAFE_MS)
    deleted += 1
  }
  return deleted
}
