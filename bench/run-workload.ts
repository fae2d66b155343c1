import { fork } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Endpoint, GeneratorOrder, Job } from './load/job.ts'
import type { GeneratorReport, JobResult, TypingResult } from './load/results.ts'
import { profileFolder } from './profile.ts'
import { recordingFile, WORK } from './recordings.ts'
import { ServerProcess, watchOver } from './server-process.ts'
import { BENCH, SERVERS, type ServerName } from './servers.ts'
import type { OpeningPlan, PaperPlan, SeriesPlan, Workload } from './workloads.ts'

/** For one job with everything around it: gathering, verifying, getting quiet. */
const GENERATOR_LIMIT_MS = 300_000
const NOT_KEPT = 'the server did not keep the document that was to be opened'

/** The result of one job. The label tells the steps of a series from each other. */
export type Part = JobResult & { readonly label: string }

/** One server's part in a workload: its results, or why there are none or not all. */
export type Outcome =
  | { readonly kind: 'measured'; readonly results: readonly Part[] }
  | { readonly kind: 'failed'; readonly why: string; readonly results: readonly Part[] }

/** What a server is put under besides its workload. */
export interface Conditions {
  /** Where each job's CPU profiles go, to a folder of its name; null without any. */
  readonly profiles: string | null
  /** Milliseconds that each flush to the disk takes longer; null on the disk as it is. */
  readonly slowDiskMs: number | null
}

/** What the jobs of one workload on one server share. */
interface Run {
  readonly name: ServerName
  readonly dataDir: string
  readonly conditions: Conditions
  readonly say: (line: string) => void
  readonly results: Part[]
}

/** Runs a workload against one server, started for each job alone, with data of its own. */
export async function runWorkload(
  name: ServerName,
  id: string,
  { plan }: Workload,
  conditions: Conditions,
  say: (line: string) => void,
): Promise<Outcome> {
  const dataDir = join(WORK, `${name}-${id}`)
  const run: Run = { name, dataDir, conditions, say, results: [] }
  const { results } = run
  try {
    switch (plan.kind) {
      case 'series':
        await runSeries(run, plan)
        break
      case 'trace':
        await runJob(run, { ...plan, recording: recordingFile(plan.recording, say) })
        break
      case 'paper':
        await runPaperAndStorm(run, plan)
        break
      case 'opening':
        await runOpening(run, plan)
        break
    }
    return { kind: 'measured', results }
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error), results }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function runSeries(run: Run, { steps, latestMs }: SeriesPlan): Promise<void> {
  for (const { label, job } of steps) {
    const result = await runJob(run, job, label)
    if (latestMs !== null && result.kind === 'typing' && !deliveredWithin(result, latestMs)) return
    rmSync(run.dataDir, { recursive: true, force: true })
  }
}

/** Whether everybody got everything in time, and nobody was sent away. */
export const delivered = ({ missing, closed, lost }: TypingResult): boolean =>
  missing === 0 && lost === 0 && Object.keys(closed).length === 0

export const deliveredWithin = (result: TypingResult, latestMs: number): boolean =>
  delivered(result) && result.latency.max <= latestMs

/** The storm meets the server started anew over what the paper left. Nothing is left in a relay. */
async function runPaperAndStorm(run: Run, plan: PaperPlan): Promise<void> {
  const { limitMs, ahead, quietMs, joins, joinLimitMs } = plan
  const recording = recordingFile(plan.recording, run.say)
  const typed = await runJob(run, { kind: 'paper', recording, limitMs, ahead, quietMs })
  if (typed.kind !== 'paper' || run.name === 'relay' || joins === 0) return
  const { access } = typed
  if (access.documents.length === 0) throw new Error(NOT_KEPT)
  await runJob(run, { kind: 'storm', recording, joins, holding: 'nothing', limitMs: joinLimitMs, access })
}

async function runOpening(run: Run, plan: OpeningPlan): Promise<void> {
  const { seedLimitMs, quietMs, joins, holding, joinLimitMs } = plan
  const recording = recordingFile(plan.recording, run.say)
  const seeded = await runJob(run, { kind: 'seed', recording, limitMs: seedLimitMs, quietMs })
  if (seeded.kind !== 'seed') return
  const { access } = seeded
  if (access.documents.length === 0) throw new Error(NOT_KEPT)
  await runJob(run, { kind: 'storm', recording, joins, holding, limitMs: joinLimitMs, access })
}

async function runJob({ name, dataDir, conditions, results }: Run, job: Job, label = ''): Promise<JobResult> {
  const { profiles, slowDiskMs } = conditions
  const profile = profiles === null ? null : join(profiles, profileFolder({ kind: job.kind, label }))
  mkdirSync(dataDir, { recursive: true })
  const server = await ServerProcess.start(SERVERS[name], dataDir, { profiles: profile, slowDiskMs })
  try {
    const result = await generate(server.endpoint, job)
    results.push({ ...result, label })
    return result
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
