import { runIdle } from './idle.ts'
import type { GeneratorOrder } from './job.ts'
import { runPaper } from './paper-run.ts'
import type { GeneratorReport, JobResult } from './results.ts'
import { runSeed } from './seed.ts'
import { runStorm } from './storm.ts'
import { runTrace } from './trace-run.ts'
import { runTyping } from './typing.ts'

/*
 * The load generator: a process of its own, so that what it costs is not counted as the server's and its work
 * does not delay the reading of results. One order in, one report out, then it ends.
 */

function run({ endpoint, job }: GeneratorOrder): Promise<JobResult> {
  switch (job.kind) {
    case 'typing':
      return runTyping(endpoint, job)
    case 'paper':
      return runPaper(endpoint, job)
    case 'trace':
      return runTrace(endpoint, job)
    case 'seed':
      return runSeed(endpoint, job)
    case 'storm':
      return runStorm(endpoint, job)
    case 'idle':
      return runIdle(endpoint, job)
  }
}

function report(message: GeneratorReport): void {
  process.send?.(message, () => process.exit(0))
}

function fail(error: unknown): void {
  report({ kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}

process.once('uncaughtException', fail)
process.once('unhandledRejection', fail)
process.once('message', (order: GeneratorOrder) => {
  run(order).then((result) => report({ kind: 'done', result }), fail)
})
