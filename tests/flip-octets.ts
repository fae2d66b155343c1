import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Changes what is stored of a document without its checksum, as a failing disk does; once more repairs it. */
export function flipOctets(dataDir: string, document: string): void {
  const log = new DatabaseSync(join(dataDir, 'log.db'), { timeout: 5_000 })
  const rows = log
    .prepare(
      'SELECT records.log, seq, bytes FROM records JOIN logs ON logs.id = records.log WHERE document = ?',
    )
    .all(document)
  for (const { log: id, seq, bytes } of rows) {
    if (!(bytes instanceof Uint8Array)) throw new Error('no octets')
    const flipped = bytes.map((octet) => octet ^ 0xff)
    log
      .prepare('UPDATE records SET bytes = ? WHERE log = ? AND seq = ?')
      .run(flipped, Number(id), Number(seq))
  }
  log.close()
  if (rows.length === 0) throw new Error('no such document')
}
