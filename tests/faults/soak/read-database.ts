import { DatabaseSync } from 'node:sqlite'

/*
 * Prints what is in a log's database, read with nothing of the server: one line of JSON per document, its updates
 * in order, in base64. Usage: node read-database.ts <path>
 */

export interface RawDocument {
  readonly document: string
  readonly updates: readonly string[]
}

const base64 = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString('base64')

function* documentsIn(path: string): Generator<RawDocument> {
  const db = new DatabaseSync(path, { readOnly: true })
  const snapshot = db.prepare('SELECT bytes FROM snapshots WHERE log = ?')
  const records = db.prepare('SELECT bytes FROM records WHERE log = ? ORDER BY seq')
  for (const { id, document } of db.prepare('SELECT id, document FROM logs').all()) {
    const rows = [...snapshot.all(id as number), ...records.all(id as number)]
    yield { document: String(document), updates: rows.map(({ bytes }) => base64(bytes)) }
  }
  db.close()
}

for (const document of documentsIn(process.argv[2] ?? ''))
  process.stdout.write(`${JSON.stringify(document)}\n`)
