import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import type { Outcome } from './run-workload.ts'
import { BENCH, REPOSITORY, type ServerName } from './servers.ts'

/** Ignored by git: results, and CPU profiles. */
export const RESULTS = join(BENCH, 'results')

/** Where and when results come from. */
export interface Machine {
  readonly date: string
  readonly commit: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly kernel: string
  readonly node: string
}

export interface Results {
  readonly machine: Machine
  /** Small and short: nothing to judge by. */
  readonly quick: boolean
  /** The default run, the same on every machine; others are not for publishing. */
  readonly complete: boolean
  readonly seconds: number
  /** By workload and server. */
  readonly workloads: Readonly<Record<string, Partial<Record<ServerName, Outcome>>>>
}

export function thisMachine(): Machine {
  const commit = spawnSync('git', ['describe', '--always', '--dirty'], { cwd: REPOSITORY, encoding: 'utf8' })
  return {
    date: new Date().toISOString(),
    commit: commit.status === 0 ? commit.stdout.trim() : 'unknown',
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
  }
}

/** Complete results replace the latest ones; those of a part or a quick run are kept apart. Returns the file. */
export function writeResults(results: Results): string {
  const file = join(RESULTS, results.complete ? 'latest.json' : 'partial.json')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  return file
}

/** Reads what {@link writeResults} wrote; of a file from elsewhere it believes everything. */
export const readResults = (file: string): Results => JSON.parse(readFileSync(file, 'utf8')) as Results
