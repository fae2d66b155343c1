import { fork } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Endpoint, GeneratorOrder, GeneratorReport, Job, JobResult } from './load/job.ts'
import { ServerProcess, watchOver } from './server-process.ts'
import { BENCH, SERVERS, type ServerName } from './servers.ts'
import type { PaperPlan, Workload } from './workloads.ts'

const WORK = join(BENCH, '.work')
/** For one job with everything around it: gathering, verifying, getting quiet. */
const GENERATOR_LIMIT_MS = 300_000

/** One server's part in a workload: its results, or why there are none. */
export type Outcome =
  | { readonly kind: 'measured'; readonly results: readonly JobResult[] }
  | { readonly kind: 'failed'; readonly why: string; readonly results: readonly JobResult[] }

/** Where the encoded paper is kept during a run. */
export function paperFile(): string {
  mkdirSync(WORK, { recursive: true })
  return join(WORK, `paper-${process.pid}.bin`)
}

/** A server for the jobs of a workload. Each job's CPU profiles go to a folder of its name in `profiles`. */
interface Server {
  readonly name: ServerName
  readonly profiles: string | null
}

/** Runs a workload against one server, started for it alone, with data of its own. */
export async function runWorkload(
  name: ServerName,
  id: string,
  { plan }: Workload,
  profiles: string | null = null,
): Promise<Outcome> {
  const server = { name, profiles }
  const dataDir = join(WORK, `${name}-${id}-${process.pid}`)
  mkdirSync(dataDir, { recursive: true })
  const results: JobResult[] = []
  try {
    if (plan.kind !== 'paper') results.push(await runJob(server, dataDir, plan))
    else await runPaperAndStorm(server, dataDir, plan, results)
    return { kind: 'measured', results }
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error), results }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The storm meets the server started anew over what the paper left. Nothing is left in a relay. */
async function runPaperAndStorm(
  server: Server,
  dataDir: string,
  { limitMs, ahead, quietMs, joins, joinLimitMs }: PaperPlan,
  results: JobResult[],
): Promise<void> {
  const paper = paperFile()
  const typed = await runJob(server, dataDir, { kind: 'paper', paper, limitMs, ahead, quietMs })
  results.push(typed)
  if (typed.kind !== 'paper' || server.name === 'relay' || joins === 0) return
  const { access } = typed
  results.push(await runJob(server, dataDir, { kind: 'storm', paper, joins, limitMs: joinLimitMs, access }))
}

async function runJob({ name, profiles }: Server, dataDir: string, job: Job): Promise<JobResult> {
  const profile = profiles === null ? null : join(profiles, job.kind)
  const server = await ServerProcess.start(SERVERS[name], dataDir, profile)
  try {
    return await generate(server.endpoint, job)
  } finally {
    await server.stop()
  }
}

/** Starts a generator for one job. @throws Error when it fails, ends early, or takes too long. */
async function generate(endpoint: Endpoint, job: Job): Promise<JobResult> {
  const child = fork(join(BENCH, 'load/generator.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  watchOver(child)
  const { promise, resolve, reject } = Promise.withResolvers<JobResult>()
  const limit = setTimeout(() => {
    child.kill('SIGKILL')
    reject(new Error('the load generator took too long'))
  }, GENERATOR_LIMIT_MS)
  child.once('message', (report: GeneratorReport) => {
    if (report.kind === 'done') resolve(report.result)
    else reject(new Error(report.why))
  })
  child.once('error', reject)
  child.once('exit', (code, signal) => reject(new Error(`the load generator ended: ${code ?? signal}`)))
  const order: GeneratorOrder = { endpoint, job }
  child.send(order)
  try {
    return await promise
  } finally {
    clearTimeout(limit)
  }
}
