import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parseDocumentId } from '../lib/ids.ts'
import { restoreAll, restoreDocument } from '../server/backup/restore.ts'
import { readConfig } from '../server/config.ts'

const { values, positionals } = parseArgs({
  options: { document: { type: 'string' } },
  allowPositionals: true,
})
const config = readConfig(process.env)
const [file, ...more] = positionals
const document = values.document === undefined ? null : parseDocumentId(values.document)
if (!config.ok) fail(config.problems.join('\n'))
else if (file === undefined || more.length > 0)
  fail('Say it like this: npm run restore -- <file> [--document <id>]')
else if (values.document !== undefined && document === null)
  fail(
    `${values.document} is no id of a document: it is the last part of its address, 26 letters and digits.`,
  )
else await run(resolve(file), config.config.dataDir)

async function run(path: string, dataDir: string): Promise<void> {
  try {
    if (document === null) {
      const { manifest, movedTo } = await restoreAll(path, dataDir, new Date())
      console.log(
        `${dataDir} is as it was on ${manifest.madeAt}: ${manifest.documents} documents. Everybody signs in again.`,
      )
      if (movedTo !== null) console.log(`What was there before is in ${movedTo}.`)
      return
    }
    const { id, title } = await restoreDocument(path, dataDir, document, randomBytes)
    const where = id === document ? 'where it was' : 'beside the one that is there'
    console.log(`“${title}” is back ${where}: /d/${id}`)
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error))
  }
}

function fail(why: string): void {
  console.error(why)
  process.exitCode = 1
}
