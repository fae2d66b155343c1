import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { judge, renderVerdict } from './goals.ts'
import { installPeers } from './install-peers.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { renderProfiles } from './profile.ts'
import { outcomesOf, publish } from './publish.ts'
import { WORK } from './recordings.ts'
import { type Outcomes, renderOutcomes } from './report.ts'
import { RESULTS, type Results, readResults, thisMachine, writeResults } from './results-file.ts'
import { type Outcome, runWorkload } from './run-workload.ts'
import { killAllStarted } from './server-process.ts'
import { SERVER_NAMES, type ServerName } from './servers.ts'

const SIGNAL_EXIT_CODE = 130

const say = (line: string): void => console.log(line)

/** Empty. */
function emptyFolder(workload: string): string {
  const folder = join(RESULTS, `profile-${workload}`)
  rmSync(folder, { recursive: true, force: true })
  return folder
}

function show(id: string, outcomes: Outcomes, quick: boolean): void {
  say(`\n${renderOutcomes(outcomes)}`)
  if (!quick) for (const verdict of judge(id, outcomes)) say(renderVerdict(verdict))
}

async function measure(options: Options): Promise<Results['workloads']> {
  const all: Record<string, Partial<Record<ServerName, Outcome>>> = {}
  for (const [id, workload] of options.workloads) {
    say(`\n${id}: ${workload.title}`)
    const outcomes = new Map<ServerName, Outcome>()
    for (const name of options.servers ?? workload.servers ?? SERVER_NAMES) {
      const profiles = options.profile ? emptyFolder(id) : null
      const outcome = await runWorkload(name, id, workload, { profiles, slowDiskMs: options.slowDiskMs }, say)
      outcomes.set(name, outcome)
      if (profiles !== null) for (const result of outcome.results) say(renderProfiles(profiles, result))
    }
    show(id, outcomes, options.quick)
    all[id] = Object.fromEntries(outcomes)
  }
  return all
}

async function run(options: Options): Promise<Results> {
  if (options.servers?.every((name) => name === 'ours') !== true) installPeers(say)
  const machine = thisMachine()
  say(`${machine.cores} × ${machine.cpu}, Node ${machine.node} for all servers`)
  const started = performance.now()
  const workloads = await measure(options)
  const seconds = Math.round((performance.now() - started) / 1000)
  const { quick, complete } = options
  const results = { machine, quick, complete, seconds, workloads }
  const file = writeResults(results)
  say(`\n${seconds} s. Written to ${file}`)
  return results
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const results = options.from === null ? await run(options) : readResults(options.from)
  if (options.from !== null) {
    for (const [id, workload] of Object.entries(results.workloads)) {
      say(`\n${id}`)
      show(id, outcomesOf(workload), results.quick)
    }
  }
  if (!options.plot) return
  if (!results.complete) throw new Error('--plot wants the results of a whole run')
  for (const file of publish(results)) say(`Written: ${file}`)
}

process.on('exit', () => {
  killAllStarted()
  rmSync(WORK, { recursive: true, force: true })
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
