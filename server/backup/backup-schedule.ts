import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { isBackupName } from './backup-name.ts'

const SCRIPT = fileURLToPath(new URL('../../scripts/backup.ts', import.meta.url))
/** A backup that failed is tried again after this time, or when the next is due, whichever is sooner. */
const RETRY_MS = 15 * 60 * 1_000

export interface ScheduleContext {
  readonly everyMs: number
  /** When the last backup was made, milliseconds since 1970; null when there is none. */
  readonly lastAt: () => number | null
  /** Makes a backup. */
  readonly make: () => Promise<void>
  readonly logger: Logger
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Makes a backup whenever the last one is `everyMs` old, also when that was before this server started. */
export class BackupSchedule {
  readonly #context: ScheduleContext
  #timer: NodeJS.Timeout | undefined
  #isOver = false

  constructor(context: ScheduleContext) {
    this.#context = context
    const last = context.lastAt()
    this.#plan(last === null ? 0 : last + context.everyMs - context.now())
  }

  stop(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
  }

  #plan(ms: number): void {
    if (this.#isOver) return
    this.#timer = setTimeout(() => void this.#run(), Math.max(0, ms))
  }

  async #run(): Promise<void> {
    const { everyMs, make, logger } = this.#context
    try {
      await make()
      this.#plan(everyMs)
    } catch (error) {
      if (!this.#isOver) logger.error({ err: error }, 'no backup could be made; it is tried again')
      this.#plan(Math.min(RETRY_MS, everyMs))
    }
  }
}

/** When the newest backup in `folder` was made, milliseconds since 1970; null when there is none. */
export function lastBackupAt(folder: string): number | null {
  if (!existsSync(folder)) return null
  const newest = readdirSync(folder).filter(isBackupName).sort().at(-1)
  return newest === undefined ? null : statSync(join(folder, newest)).mtimeMs
}

/**
 * Has `npm run backup` make one in a process of its own, which the server does not wait for; `signal` ends it.
 * @throws Error with what it said when it failed.
 */
export function backupByScript(
  {
    dataDir,
    backupDir,
    keep,
  }: { readonly dataDir: string; readonly backupDir: string; readonly keep: number },
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, '--keep', String(keep)], {
    env: { ...process.env, DATA_DIR: dataDir, BACKUP_DIR: backupDir },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  let said = ''
  child.stdout.on('data', (words) => logger.info({ backup: String(words).trim() }, 'backup'))
  child.stderr.on('data', (words) => {
    said += words
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(said.trim() || `ended with ${code}`)),
    )
  })
}
