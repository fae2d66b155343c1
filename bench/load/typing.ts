import { setTimeout as sleep } from 'node:timers/promises'
import { createAccess } from './access.ts'
import { Crowd } from './crowd.ts'
import { collectedMemory } from './inspector.ts'
import type { Access, Endpoint, TypingJob } from './job.ts'
import { planTyping, type Schedule } from './keystrokes.ts'
import type { PresenceResult, StateCheck, TypingResult } from './results.ts'
import { checkDocument, inTime, mergeChecks } from './state-check.ts'
import { Stopwatch } from './stopwatch.ts'
import { Timetable } from './timetable.ts'

const GATHER_LIMIT_MS = 40_000
/** How long the paragraphs of all authors may take to reach everybody. */
const OPENING_LIMIT_MS = 20_000
const POLL_MS = 50

interface Counts {
  readonly received: number
  readonly bytes: number
}

const count = (crowd: Crowd): Counts => ({
  received: crowd.received,
  bytes: crowd.members.reduce((sum, member) => sum + member.client.bytesReceived, 0),
})

/** Authors type, everybody in their document reads. */
export async function runTyping(endpoint: Endpoint, job: TypingJob): Promise<TypingResult> {
  const durationMs = job.warmUpMs + job.windowMs
  const schedule = planTyping(job.documents * job.authors, job.rate, durationMs)
  const access = await createAccess(endpoint, job.documents)
  const crowd = new Crowd(endpoint, job, access)
  if (!(await inTime(crowd.gather(schedule), GATHER_LIMIT_MS))) {
    throw new Error(`the crowd did not gather: ${JSON.stringify(crowd.closed)}`)
  }
  crowd.open()
  await untilComplete(crowd, OPENING_LIMIT_MS)
  if (job.laggards !== null) crowd.slowDown(job.laggards.bytesPerSecond)

  const timetable = new Timetable([
    { events: schedule, act: (author) => crowd.type(author) },
    { events: planCarets(crowd, job, durationMs), act: (member) => crowd.moveCaret(member) },
  ])
  await timetable.followUntil(job.warmUpMs)
  crowd.recordFrom = performance.now()
  const watch = new Stopwatch(endpoint)
  const before = count(crowd)
  await timetable.followUntil(durationMs)
  const stretch = watch.read()
  const after = count(crowd)
  const during = job.laggards === null ? null : await collectedMemory(endpoint)
  crowd.slowDown(null)

  await untilComplete(crowd, job.drainMs)
  const { expected, missing } = crowd.tally()
  const presence = presenceOf(crowd, job)
  const lag = during === null ? null : { during, after: await collectedMemory(endpoint) }
  const state = await checkStates(endpoint, crowd, access)
  for (const member of crowd.members) member.client.close()

  const delivered = after.received - before.received
  const saved = crowd.saved.summary()
  return {
    kind: 'typing',
    ...stretch,
    delivered,
    cpuMicrosPerDelivered: (stretch.cpuSeconds * 1e6) / Math.max(1, delivered),
    latency: crowd.latency.summary(),
    saved: saved.samples === 0 ? null : saved,
    latestSendMs: timetable.latestMs,
    expected,
    missing,
    lost: crowd.members.reduce((sum, { receiver }) => sum + receiver.gaps, 0),
    bytesReceived: after.bytes - before.bytes,
    presence,
    lag,
    state,
    closed: crowd.closed,
  }
}

/** Everybody's caret moves now and then, authors' too. */
function planCarets(crowd: Crowd, { presencePerSecond }: TypingJob, durationMs: number): Schedule {
  return planTyping(presencePerSecond === 0 ? 0 : crowd.members.length, presencePerSecond, durationMs)
}

function presenceOf(crowd: Crowd, { presencePerSecond }: TypingJob): PresenceResult | null {
  if (presencePerSecond === 0) return null
  return { latency: crowd.presenceLatency.summary(), ...crowd.tallyPresence() }
}

/** Until everybody has everything that was sent, or the time is up. */
async function untilComplete(crowd: Crowd, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs
  const behind = (): boolean => crowd.tally().missing > 0 || crowd.tallyPresence().stale > 0
  while (behind() && performance.now() < deadline) await sleep(POLL_MS)
}

/** Compares the kept replicas of each sampled document; an author's replica holds what the author wrote, too. */
async function checkStates(endpoint: Endpoint, crowd: Crowd, access: Access): Promise<StateCheck> {
  const kept = crowd.members.filter((member) => member.receiver.kept.length > 0)
  const checks: StateCheck[] = []
  for (const document of new Set(kept.map((member) => member.document))) {
    const replicas = kept
      .filter((member) => member.document === document)
      .map(({ receiver, author }) => [...(author?.written ?? []), ...receiver.kept])
    checks.push(await checkDocument(endpoint, access.documents[document] ?? '', access.cookie, replicas))
  }
  return mergeChecks(checks)
}
