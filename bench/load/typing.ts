import { setTimeout as sleep } from 'node:timers/promises'
import { monotonicMicros, readProcess } from '../process-stats.ts'
import { createAccess } from './access.ts'
import { Crowd } from './crowd.ts'
import type { Access, Endpoint, StateCheck, TypingJob, TypingResult } from './job.ts'
import { planTyping, type Schedule } from './keystrokes.ts'
import { checkDocument, inTime, mergeChecks } from './state-check.ts'

const GATHER_LIMIT_MS = 40_000
/** How long the paragraphs of all authors may take to reach everybody. */
const OPENING_LIMIT_MS = 20_000
const POLL_MS = 50

/** Readings at one moment: what lies between two of them is the timed window. */
interface Reading {
  readonly serverCpuSeconds: number
  readonly generatorCpuMicros: number
  readonly received: number
  readonly bytes: number
  readonly at: number
  readonly micros: number
}

function read(endpoint: Endpoint, crowd: Crowd): Reading {
  const own = process.cpuUsage()
  return {
    serverCpuSeconds: readProcess(endpoint.pid).cpuSeconds,
    generatorCpuMicros: own.user + own.system,
    received: crowd.members.reduce((sum, member) => sum + member.receiver.received, 0),
    bytes: crowd.members.reduce((sum, member) => sum + member.client.bytesReceived, 0),
    at: performance.now(),
    micros: monotonicMicros(),
  }
}

/** Authors type, everybody in their document reads. */
export async function runTyping(endpoint: Endpoint, job: TypingJob): Promise<TypingResult> {
  const schedule = planTyping(job.documents * job.authors, job.rate, job.warmUpMs + job.windowMs)
  const access = await createAccess(endpoint, job.documents)
  const crowd = new Crowd(endpoint, job, access)
  if (!(await inTime(crowd.gather(schedule), GATHER_LIMIT_MS))) {
    throw new Error(`the crowd did not gather: ${JSON.stringify(crowd.closed)}`)
  }
  crowd.open()
  await untilComplete(crowd, OPENING_LIMIT_MS)

  const started = performance.now()
  const typist = new Typist(crowd, schedule, started)
  await typist.typeUntil(job.warmUpMs)
  crowd.recordFrom = performance.now()
  const before = read(endpoint, crowd)
  await typist.typeUntil(job.warmUpMs + job.windowMs)
  const after = read(endpoint, crowd)
  const { rssBytes } = readProcess(endpoint.pid)

  await untilComplete(crowd, job.drainMs)
  const { expected, missing } = crowd.tally()
  const state = await checkStates(endpoint, crowd, access)
  for (const member of crowd.members) member.client.close()

  const cpuSeconds = after.serverCpuSeconds - before.serverCpuSeconds
  const delivered = after.received - before.received
  const saved = crowd.saved.summary()
  return {
    kind: 'typing',
    delivered,
    windowSeconds: (after.at - before.at) / 1000,
    span: { from: before.micros, to: after.micros },
    cpuSeconds,
    cpuMicrosPerDelivered: (cpuSeconds * 1e6) / Math.max(1, delivered),
    latency: crowd.latency.summary(),
    saved: saved.samples === 0 ? null : saved,
    expected,
    missing,
    lost: crowd.members.reduce((sum, { receiver }) => sum + receiver.gaps, 0),
    bytesReceived: after.bytes - before.bytes,
    rssBytes,
    state,
    closed: crowd.closed,
    generator: {
      cpuShare: (after.generatorCpuMicros - before.generatorCpuMicros) / 1000 / (after.at - before.at),
      latestSendMs: typist.latestSendMs,
    },
  }
}

/** Sends each keystroke at its time, or as soon after it as the timer allows. */
class Typist {
  readonly #crowd: Crowd
  readonly #schedule: Schedule
  readonly #started: number
  #next = 0
  latestSendMs = 0

  constructor(crowd: Crowd, schedule: Schedule, started: number) {
    this.#crowd = crowd
    this.#schedule = schedule
    this.#started = started
  }

  /** Resolves at `untilMs` after the start. */
  async typeUntil(untilMs: number): Promise<void> {
    for (let now = this.#now(); now < untilMs; now = this.#now()) {
      this.#sendDue(now)
      await sleep(1)
    }
    this.#sendDue(untilMs)
  }

  #now(): number {
    return performance.now() - this.#started
  }

  #sendDue(now: number): void {
    const { times, authors } = this.#schedule
    for (; this.#next < times.length && (times[this.#next] ?? 0) <= now; this.#next++) {
      this.#crowd.type(authors[this.#next] ?? 0)
      this.latestSendMs = Math.max(this.latestSendMs, now - (times[this.#next] ?? 0))
    }
  }
}

/** Until everybody has everything that was sent, or the time is up. */
async function untilComplete(crowd: Crowd, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs
  while (crowd.tally().missing > 0 && performance.now() < deadline) await sleep(POLL_MS)
}

/** Compares the kept replicas of each sampled document; an author's replica holds what the author wrote, too. */
async function checkStates(endpoint: Endpoint, crowd: Crowd, access: Access): Promise<StateCheck> {
  const kept = crowd.members.filter((member) => member.receiver.kept.length > 0)
  const checks: StateCheck[] = []
  for (const document of new Set(kept.map((member) => member.document))) {
    const replicas = kept
      .filter((member) => member.document === document)
      .map(({ receiver, author }) => {
        const own =
          author === null ? [] : [author.script.opening, ...author.script.keystrokes.slice(0, author.sent)]
        return [...own, ...receiver.kept]
      })
    checks.push(await checkDocument(endpoint, access.documents[document] ?? '', access.cookie, replicas))
  }
  return mergeChecks(checks)
}
