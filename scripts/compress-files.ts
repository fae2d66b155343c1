import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const COMPRESSES = /\.(?:js|css|svg|json)$/
/** Below this a header costs more than it saves, in octets. */
const LEAST_BYTES = 1_024

/** Puts beside each file of a folder that compresses what it is in Brotli, as small as it gets: `x.js` and `x.js.br`. */
export function compressFiles(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !COMPRESSES.test(entry.name)) continue
    const bytes = readFileSync(path)
    if (bytes.length >= LEAST_BYTES) writeFileSync(`${path}.br`, brotliCompressSync(bytes))
  }
}
