import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { installPeers } from './install-peers.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { encodePaper } from './paper.ts'
import { renderProfiles } from './profile.ts'
import { type Outcomes, renderOutcomes } from './report.ts'
import { type Outcome, paperFile, runWorkload } from './run-workload.ts'
import { killAllStarted } from './server-process.ts'
import { BENCH, REPOSITORY, SERVERS, type ServerName } from './servers.ts'

const RESULTS = join(BENCH, 'results')
const SIGNAL_EXIT_CODE = 130

const say = (line: string): void => console.log(line)

function machine(): Record<string, string | number> {
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

/** Writes the paper only when a workload wants it. */
function preparePaper({ workloads }: Options): void {
  for (const [, { plan }] of workloads) {
    if (plan.kind !== 'paper') continue
    const traces = process.env.TRACES ?? join(REPOSITORY, '../shared/traces')
    say(`The paper: ${encodePaper(traces, plan.transactions, paperFile())}.`)
  }
}

/** Empty. */
function profileFolder(workload: string): string {
  const folder = join(RESULTS, `profile-${workload}`)
  rmSync(folder, { recursive: true, force: true })
  return folder
}

async function measure(options: Options): Promise<Record<string, Record<string, Outcome>>> {
  const all: Record<string, Record<string, Outcome>> = {}
  for (const [id, workload] of options.workloads) {
    say(`\n${id}: ${workload.title}`)
    const outcomes = new Map<ServerName, Outcome>()
    for (const name of options.servers) {
      const profiles = options.profile ? profileFolder(id) : null
      const outcome = await runWorkload(name, id, workload, profiles)
      outcomes.set(name, outcome)
      if (profiles !== null) for (const result of outcome.results) say(renderProfiles(profiles, result))
    }
    say(`\n${renderOutcomes(outcomes satisfies Outcomes)}`)
    all[id] = Object.fromEntries(outcomes)
  }
  return all
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options.servers.some((name) => name !== 'ours')) installPeers(say)
  const where = machine()
  say(
    `${where.cores} × ${where.cpu}, Node ${where.node} for all: ${options.servers.map((name) => SERVERS[name].label).join(' · ')}`,
  )
  preparePaper(options)
  const started = performance.now()
  const workloads = await measure(options)
  mkdirSync(RESULTS, { recursive: true })
  const file = join(RESULTS, 'latest.json')
  writeFileSync(file, `${JSON.stringify({ machine: where, quick: options.quick, workloads }, null, 2)}\n`)
  say(`\n${Math.round((performance.now() - started) / 1000)} s. Written to ${file}`)
}

process.on('exit', () => {
  killAllStarted()
  rmSync(paperFile(), { force: true })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    console.error(`\nStopped by ${signal}; nothing was written.`)
    process.exit(SIGNAL_EXIT_CODE)
  })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  console.error(`\n${USAGE}`)
  process.exitCode = 1
})
