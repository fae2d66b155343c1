import { setTimeout as sleep } from 'node:timers/promises'
import { LIVE_SUBPROTOCOL } from '../../lib/live-messages.ts'
import { createAccess, signInAsGuest } from '../load/access.ts'
import { encodeFrame, OPCODE_TEXT } from '../load/frame.ts'
import type { Endpoint } from '../load/job.ts'
import { type Latency, LatencyRecorder } from '../load/latency-recorder.ts'
import { RawWebSocket } from '../load/raw-websocket.ts'
import { Stopwatch } from '../load/stopwatch.ts'

export interface ChatJob {
  readonly people: number
  /** Messages per second of all together. */
  readonly rate: number
  readonly warmUpMs: number
  readonly windowMs: number
}

export interface ChatResult {
  /** Milliseconds from the writing of a message to its receipt by somebody else, those of the window. */
  readonly delivered: Latency
  /** Milliseconds until the server says that a message is on the disk; no samples where it never says so. */
  readonly acknowledged: Latency
  readonly messages: number
  /** Messages that somebody had not received when the waiting ended, counted once for each of them. */
  readonly undelivered: number
  /** Messages that came to somebody in another order than to the first of them, or twice. */
  readonly disordered: number
  /** Microseconds of the server per message and receiver. */
  readonly cpuMicros: number
  /** Share of a core that this generator took. */
  readonly generatorShare: number
  readonly lost: number
}

/** After the window, for what is still on its way. */
const SETTLE_MS = 5_000
const SIGN_IN_AT_ONCE = 10
const WORDS = 'Shall we take the second paragraph out, or is it the third that says the same again?'
/** What a message begins with: its number and when it was written, in microseconds since the start. */
const STAMP = /"text":"(\d+) (\d+) /g
const SEQ = /"seq":(\d+)/g

/** A chat of so many people on one server, all on lines of their own. */
export async function runChat(endpoint: Endpoint, job: ChatJob): Promise<ChatResult> {
  const isOurs = endpoint.dialect === 'scriptorium'
  const { path, topic, cookies } = isOurs ? await ourPlace(endpoint, job.people) : relayPlace(job.people)
  const started = performance.now()
  const micros = (): number => Math.round((performance.now() - started) * 1_000)
  const delivered = new LatencyRecorder()
  const acknowledged = new LatencyRecorder()
  const writtenAt = new Map<string, number>()
  const received: number[][] = cookies.map(() => [])
  const lastSeq = cookies.map(() => 0)
  let disordered = 0
  let lost = 0
  let counts = false
  let listening = 0
  let isOver = false

  const hear = (who: number, text: string): void => {
    const now = micros()
    if (isOurs && text.startsWith('{"type":"subscribed"')) listening++
    const done = /^\{"type":"done","id":"([^"]+)"/.exec(text)
    if (done !== null) {
      const at = writtenAt.get(done[1] ?? '')
      if (at !== undefined && counts) acknowledged.record((now - at) / 1_000)
      return
    }
    for (const [, number, at] of text.matchAll(STAMP)) {
      received[who]?.push(Number(number))
      if (counts && Number(number) % job.people !== who) delivered.record((now - Number(at)) / 1_000)
    }
    if (!isOurs || !text.startsWith('{"type":"events"')) return
    for (const [, seq] of text.matchAll(SEQ)) {
      if (Number(seq) !== (lastSeq[who] ?? 0) + 1) disordered++
      lastSeq[who] = Number(seq)
    }
  }

  const sockets = await Promise.all(
    cookies.map(
      (cookie, who) =>
        new Promise<RawWebSocket>((resolve, reject) => {
          const protocol = isOurs ? LIVE_SUBPROTOCOL : null
          const socket: RawWebSocket = new RawWebSocket(
            { port: endpoint.port, path, cookie, protocol, sips: false },
            {
              opened: () => resolve(socket),
              message: (bytes, start, end) => hear(who, bytes.toString('latin1', start, end)),
              closed: (why) => {
                if (!isOver) lost++
                reject(new Error(why))
              },
            },
          )
        }),
    ),
  )
  const say = (who: number, message: object): void => {
    sockets[who]?.send(encodeFrame(Buffer.from(JSON.stringify(message)), OPCODE_TEXT))
  }
  if (isOurs) for (const who of cookies.keys()) say(who, { type: 'subscribe', topic, after: 0 })
  while (isOurs && listening < job.people && lost === 0) await sleep(20)

  const total = Math.round(((job.warmUpMs + job.windowMs) * job.rate) / 1_000)
  const first = Math.round((job.warmUpMs * job.rate) / 1_000)
  const begun = performance.now()
  let watch: Stopwatch | null = null
  for (let number = 0; number < total; number++) {
    await sleep(Math.max(0, begun + (number * 1_000) / job.rate - performance.now()))
    if (number === first) {
      watch = new Stopwatch(endpoint)
      counts = true
    }
    const id = `message-${number}`
    const at = micros()
    writtenAt.set(id, at)
    const action = { kind: 'post', text: `${number} ${at} ${WORDS}` }
    say(number % job.people, { type: 'do', id, topic, action })
  }
  const spent = watch?.read()
  // the relay does not send a message to who wrote it
  const expected = (who: number): number =>
    total - (isOurs ? 0 : Math.ceil((total - (who % job.people)) / job.people))
  const missing = (): number =>
    received.reduce((sum, numbers, who) => sum + Math.max(0, expected(who) - new Set(numbers).size), 0)
  const deadline = performance.now() + SETTLE_MS
  while (missing() > 0 && performance.now() < deadline) await sleep(50)
  isOver = true
  for (const socket of sockets) socket.close()
  for (const numbers of received) disordered += numbers.length - new Set(numbers).size
  const messages = total - first
  return {
    delivered: delivered.summary(),
    acknowledged: acknowledged.summary(),
    messages,
    undelivered: missing(),
    disordered,
    cpuMicros: ((spent?.cpuSeconds ?? 0) * 1e6) / (messages * job.people),
    generatorShare: spent?.generatorCpuShare ?? 0,
    lost,
  }
}

interface Place {
  readonly path: string
  readonly topic: string
  /** One for each person. */
  readonly cookies: readonly (string | null)[]
}

const relayPlace = (people: number): Place => ({
  path: '/chat',
  topic: 'chat:relay',
  cookies: Array.from({ length: people }, () => null),
})

/** A document that everybody may comment, and a guest's session for each. */
async function ourPlace(endpoint: Endpoint, people: number): Promise<Place> {
  const origin = `http://127.0.0.1:${endpoint.port}`
  const { cookie, documents } = await createAccess(endpoint, 1)
  const answer = await fetch(`${origin}/api/documents/${documents[0]}/link`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', origin, cookie: cookie ?? '' },
    body: JSON.stringify({ role: 'commenter' }),
  })
  if (!answer.ok) throw new Error(`the link was not set: ${answer.status}`)
  const cookies: string[] = []
  while (cookies.length < people) {
    const batch = Math.min(SIGN_IN_AT_ONCE, people - cookies.length)
    cookies.push(...(await Promise.all(Array.from({ length: batch }, () => signInAsGuest(origin)))))
  }
  return { path: '/live', topic: `chat:${documents[0]}`, cookies }
}
