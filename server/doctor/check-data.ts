import { randomUUID } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { lastBackupAt } from '../backup/backup-schedule.ts'
import type { Config } from '../config.ts'
import { LOCK_TIMEOUT_MS } from '../storage/sqlite-schema.ts'
import { doubt, type Finding, well, wrong } from './finding.ts'

/** Names of file systems that other machines hold, by the number of statfs(2). */
const REMOTE: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
])
const LEAST_FREE_BYTES = 1024 * 1024 * 1024
/** A flush to the disk that takes longer is felt in every acknowledgement. */
const SLOW_FLUSH_MS = 50
const FLUSHES = 5
const MAX_AHEAD_MS = 60_000
const DAY_MS = 24 * 60 * 60 * 1_000

type DataConfig = Pick<Config, 'dataDir' | 'backupDir' | 'backupEveryMs'>

/** Looks at the data directory: whether it can be written, how fast, how much room there is, the clock, and the last backup. */
export async function checkData(config: DataConfig, now: number): Promise<readonly Finding[]> {
  const { dataDir } = config
  if (!existsSync(dataDir)) {
    return [
      doubt(
        `${dataDir} is not there yet.`,
        'The first start makes it; if you had data before, set DATA_DIR to where it lies.',
      ),
    ]
  }
  return [await checkDisk(dataDir), checkRights(dataDir), checkClock(dataDir, now), checkBackups(config, now)]
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const probe = join(dataDir, `.doctor-${randomUUID()}`)
  try {
    const { type, bavail, bsize } = await statfs(dataDir)
    const remote = REMOTE.get(type)
    if (remote !== undefined) {
      return wrong(
        `${dataDir} lies on ${remote}, where locks and flushes cannot be relied on.`,
        'Set DATA_DIR to a disk of this machine.',
      )
    }
    const flush = await fastestFlush(probe)
    const free = bavail * bsize
    if (free < LEAST_FREE_BYTES) {
      return doubt(
        `${dataDir} has ${Math.floor(free / 2 ** 20)} MiB left.`,
        'Make room: without any nothing can be saved.',
      )
    }
    if (flush > SLOW_FLUSH_MS) {
      return doubt(
        `A flush to the disk of ${dataDir} takes ${flush.toFixed(0)} ms; every edit waits for one.`,
        'An SSD takes a few.',
      )
    }
    return well(
      `${dataDir} can be written, a flush takes ${flush.toFixed(1)} ms, ${Math.floor(free / 2 ** 30)} GiB are free.`,
    )
  } catch (error) {
    return wrong(
      `${dataDir} cannot be written: ${(error as Error).message}.`,
      'Give this user write access, or set DATA_DIR.',
    )
  } finally {
    await rm(probe, { force: true })
  }
}

async function fastestFlush(path: string): Promise<number> {
  const handle = await open(path, 'wx', 0o600)
  try {
    let fastest = Number.POSITIVE_INFINITY
    for (let n = 0; n < FLUSHES; n++) {
      await handle.appendFile('scriptorium')
      const begun = performance.now()
      await handle.sync()
      fastest = Math.min(fastest, performance.now() - begun)
    }
    return fastest
  } finally {
    await handle.close()
  }
}

function checkRights(dataDir: string): Finding {
  const open = ['.', 'log.db', 'talk.db', 'accounts.db', 'secret'].filter((name) => {
    const path = join(dataDir, name)
    return existsSync(path) && (statSync(path).mode & 0o077) !== 0
  })
  if (open.length === 0) return well('What lies there is for its owner alone.')
  return doubt(
    `Other users of this machine can read ${open.join(', ')} in ${dataDir}.`,
    `chmod -R go= ${dataDir}`,
  )
}

function checkClock(dataDir: string, now: number): Finding {
  const path = join(dataDir, 'log.db')
  if (!existsSync(path)) return well('There are no documents yet.')
  try {
    const db = new DatabaseSync(path, { readOnly: true, timeout: LOCK_TIMEOUT_MS })
    try {
      const row = db
        .prepare(
          'SELECT max(time) AS time FROM (SELECT max(time) AS time FROM records UNION ALL SELECT max(time) FROM snapshots)',
        )
        .get()
      const last = Number(row?.time ?? 0)
      if (last <= now + MAX_AHEAD_MS) return well('The clock goes on from where the last edit was.')
      return wrong(
        `The clock says ${new Date(now).toISOString()}, and the last edit is of ${new Date(last).toISOString()}.`,
        'Set the clock (timedatectl set-ntp true): sessions and links end by it.',
      )
    } finally {
      db.close()
    }
  } catch (error) {
    return wrong(`${path} cannot be read: ${(error as Error).message}.`, 'npm run fsck says what is damaged.')
  }
}

function checkBackups({ backupDir, backupEveryMs }: DataConfig, now: number): Finding {
  const last = lastBackupAt(backupDir)
  const most = Math.max(2 * backupEveryMs, 2 * DAY_MS)
  if (last === null) {
    return doubt(
      `There is no backup in ${backupDir}.`,
      'Set BACKUP_EVERY_HOURS=24, or have npm run backup run each night; keep a copy on another machine.',
    )
  }
  const days = (now - last) / DAY_MS
  if (now - last > most)
    return doubt(
      `The last backup in ${backupDir} is ${days.toFixed(0)} days old.`,
      'Set BACKUP_EVERY_HOURS=24.',
    )
  return well(`The last backup is ${(days * 24).toFixed(0)} hours old.`)
}
