import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isBackupName } from '../../../server/backup/backup-name.ts'
import { readBackup } from '../../../server/backup/read-backup.ts'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'

let folder: string
const servers: TestServer[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scriptorium-backups-'))
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.dispose()
  rmSync(folder, { recursive: true, force: true })
})

async function serverWithBackups(): Promise<TestServer> {
  const server = new TestServer({ BACKUP_EVERY_HOURS: '1', BACKUP_KEEP: '2', BACKUP_DIR: folder })
  servers.push(server)
  await server.start()
  return server
}

const backups = (): string[] => readdirSync(folder).filter(isBackupName).sort()

test('[Z6] a backup is made when the last is too old; so many are kept, and nothing else is touched', async () => {
  const old = ['2020-01-01', '2021-01-01', '2022-01-01'].map((day) => `scriptorium-${day}T00-00-00Z.tar`)
  for (const name of [...old, 'notes.tar']) {
    writeFileSync(join(folder, name), '')
    utimesSync(join(folder, name), new Date(0), new Date(0))
  }
  await serverWithBackups()
  await eventually(() => expect(backups()).not.toContain(old[1]))
  const [kept, made] = backups()
  expect(kept).toBe(old[2])
  await readBackup(join(folder, made ?? ''))
  expect(readdirSync(folder)).toContain('notes.tar')
})

test('[Z6] none is made while the last is young, also after a restart', async () => {
  const server = await serverWithBackups()
  await eventually(() => expect(backups()).toHaveLength(1))
  await server.end('SIGTERM')
  await server.start()
  await server.newDocument(await server.guest())
  await server.end('SIGTERM')
  expect(backups()).toHaveLength(1)
})
