import { readdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backupName, isBackupName } from '../server/backup/backup-name.ts'
import { makeBackup } from '../server/backup/make-backup.ts'
import { readBackup } from '../server/backup/read-backup.ts'
import { readConfig } from '../server/config.ts'

const { values, positionals } = parseArgs({
  options: { keep: { type: 'string' } },
  allowPositionals: true,
})
const config = readConfig(process.env)
const keep = values.keep === undefined ? null : Number(values.keep)
if (!config.ok) fail(config.problems.join('\n'))
else if (positionals.length > 1 || (keep !== null && !(Number.isInteger(keep) && keep > 0)))
  fail('Say it like this: npm run backup -- [file] [--keep number of older ones to keep]')
else await run(config.config.dataDir, config.config.backupDir)

/** Makes a backup, reads it again, and removes those of this folder that are more than asked for. */
async function run(dataDir: string, backupDir: string): Promise<void> {
  const now = new Date()
  const path = resolve(positionals[0] ?? join(backupDir, backupName(now)))
  try {
    const { manifest, size } = await makeBackup(dataDir, path, now)
    await readBackup(path)
    console.log(
      `${path}: ${manifest.documents} documents, ${manifest.parts.length} parts, ${size} octets, read again and whole.`,
    )
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error))
    return
  }
  if (keep === null) return
  const older = readdirSync(dirname(path)).filter(isBackupName).sort().slice(0, -keep)
  for (const name of older) {
    rmSync(join(dirname(path), name))
    console.log(`${join(dirname(path), name)} was removed: it was older than the last ${keep}.`)
  }
}

function fail(why: string): void {
  console.error(why)
  process.exitCode = 1
}
