import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import { TestServer } from '../../integration/test-server.ts'
import { difference, replay } from '../simulation/judge.ts'
import { growthOf } from './growth.ts'
import type { RawDocument } from './read-database.ts'
import { type Sample, ServerWatch } from './server-watch.ts'
import { type Counts, Town } from './town.ts'

const MINUTE_MS = 60_000
/** Samples are taken so often, or about so many of them in a short run: each stops the server for a moment. */
const SAMPLE_EVERY_MS = 10_000
const FEW_SAMPLES = 12
/** Time that the copies have to become equal once everybody is connected, and time between two looks. */
const GATHER_MS = 60_000
const LOOK_MS = 500
const MAX_OUTPUT_BYTES = 1 << 30
const ERROR_LINE = /"level":(50|60)/

export interface SoakOptions {
  readonly minutes: number
  readonly people: number
  readonly documents: number
  readonly seed: number
  readonly onSample?: (sample: Sample) => void
}

export interface SoakReport {
  readonly samples: readonly Sample[]
  readonly counts: Counts
  /** Empty when all is well. */
  readonly problems: readonly string[]
}

/** A long day in short: people come and go, then all they have must be what the database has. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { minutes, people, documents, seed } = options
  const server = new TestServer({ NODE_OPTIONS: '--inspect=127.0.0.1:0' })
  try {
    await server.start()
    const watch = await ServerWatch.attach(server.pid, await inspectorOf(server))
    const town = new Town(server, seed)
    await town.settle(people, documents)
    const samples: Sample[] = []
    let over = false
    const life = town.live(minutes * MINUTE_MS).finally(() => {
      over = true
    })
    const every = Math.min(SAMPLE_EVERY_MS, (minutes * MINUTE_MS) / FEW_SAMPLES)
    while (!over) {
      await Promise.race([pause(every), life])
      if (over) break
      const sample = await watch.sample()
      samples.push(sample)
      options.onSample?.(sample)
    }
    await life
    await town.gather()
    const problems = [...town.problems, ...growthOf(samples), ...(await disagreements(town))]
    watch.close()
    const code = await server.end('SIGTERM')
    if (code !== 0) problems.push(`the server ended with ${code}`)
    problems.push(...losses(town, readDatabase(join(server.dataDir, 'log.db'))))
    problems.push(...server.errors.split('\n').filter((line) => ERROR_LINE.test(line)))
    return { samples, counts: town.counts, problems }
  } finally {
    await server.dispose()
  }
}

async function inspectorOf(server: TestServer): Promise<string> {
  for (let waited = 0; waited < GATHER_MS; waited += LOOK_MS) {
    const url = /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(server.errors)?.[0]
    if (url !== undefined) return url
    await pause(LOOK_MS)
  }
  throw new Error(`no inspector: ${server.errors}`)
}

/** Waits until all copies of each document are equal and acknowledged; what is not in the end, in words. */
async function disagreements(town: Town): Promise<string[]> {
  const deadline = performance.now() + GATHER_MS
  for (;;) {
    const found = town.documents.flatMap((document) => disagreement(town, document) ?? [])
    if (found.length === 0 || performance.now() > deadline) return found
    await pause(LOOK_MS)
  }
}

function disagreement(town: Town, document: string): string | null {
  const [first, ...others] = town.copiesOf(document)
  for (const client of first === undefined ? [] : [first, ...others]) {
    if (client.line === null) return `${document}: ${client.name} is not connected`
    if (client.saved !== client.line.counted) {
      return `${document}: ${client.name} has ${client.saved} of ${client.line.counted} writes acknowledged (${client.line.condition})`
    }
    const differs = first === undefined ? null : difference(client.doc, first.doc)
    if (differs !== null)
      return `${document}: ${client.name} (${client.line.condition}) differs from ${first?.name} (${first?.line?.condition}): ${differs}`
  }
  return null
}

/** The documents as the database has them, read by a process of its own. */
function readDatabase(path: string): Map<string, Y.Doc> {
  const script = new URL('./read-database.ts', import.meta.url).pathname
  const output = execFileSync(process.execPath, [script, path], {
    maxBuffer: MAX_OUTPUT_BYTES,
    encoding: 'utf8',
  })
  const documents = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RawDocument)
  return new Map(
    documents.map(({ document, updates }) => [
      document,
      replay(updates.map((update) => Buffer.from(update, 'base64'))),
    ]),
  )
}

/** What people have that the database has not, and what was acknowledged and is not there. */
function losses(town: Town, stored: ReadonlyMap<string, Y.Doc>): string[] {
  const lost: string[] = []
  for (const document of town.documents) {
    const [copy] = town.copiesOf(document)
    const kept = stored.get(document)
    if (kept === undefined) lost.push(`${document} is not in the database`)
    else if (copy !== undefined) {
      const differs = difference(copy.doc, kept)
      if (differs !== null) lost.push(`${document}: the database differs: ${differs}`)
    }
  }
  for (const [document, clocks] of town.saved) {
    for (const [client, clock] of clocks) {
      const known = Y.getState((stored.get(document) ?? new Y.Doc()).store, client)
      if (known < clock) lost.push(`${document}: client ${client} was told ${clock} are saved, ${known} are`)
    }
  }
  return lost
}
