import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Span } from './load/results.ts'
import type { Part } from './run-workload.ts'
import { REPOSITORY } from './servers.ts'
import { number, percent, renderTable } from './table.ts'

/*
 * Where a server spends the timed window. Node samples the stack of each thread (--cpu-prof) from its start to its
 * end; of these samples those within the window are counted. The samples carry the time of the kernel's monotonic
 * clock in microseconds, which the load generator reads at both ends of the window.
 *
 * Format: Profile of the DevTools protocol, https://chromedevtools.github.io/devtools-protocol/v8/Profiler
 */
const SAMPLING_INTERVAL_MICROS = 1_000
const SHOWN_FUNCTIONS = 30
/** A thread that was busy for less than this share of the window is not shown. */
const LEAST_BUSY_SHARE = 0.002
const IDLE = '(idle)'

/** CPU.<date>.<time>.<pid>.<thread>.<count>.cpuprofile; thread 0 is the main thread. */
const PROFILE_NAME = /^CPU\.\d+\.\d+\.\d+\.(\d+)\.\d+\.cpuprofile$/

const profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
      children: z.array(z.number()).default([]),
    }),
  ),
  startTime: z.number(),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
})

type Profile = z.infer<typeof profile>

/** Time in one function, in microseconds: in itself, and with what it calls. */
interface Spent {
  self: number
  total: number
}

/** What Node must be started with to leave a profile of each thread in the folder. */
export const profilingArguments = (folder: string): string[] => [
  '--cpu-prof',
  `--cpu-prof-dir=${folder}`,
  `--cpu-prof-interval=${SAMPLING_INTERVAL_MICROS}`,
]

/** The folder for a job's profiles within those of its workload. */
export const profileFolder = ({ kind, label }: Pick<Part, 'kind' | 'label'>): string =>
  label === '' ? kind : label.replaceAll(/\W+/g, '-')

/** A table for each thread of the server that did the job. The profiles stay where they are. */
export function renderProfiles(profiles: string, part: Part): string {
  const { span, cpuSeconds } = part
  const folder = join(profiles, profileFolder(part))
  const wall = span.to - span.from
  const tables = readdirSync(folder)
    .map((file) => ({ file, thread: Number(PROFILE_NAME.exec(file)?.[1] ?? Number.NaN) }))
    .filter(({ thread }) => Number.isInteger(thread))
    .sort((a, b) => a.thread - b.thread)
    .flatMap(({ file, thread }) => {
      const read = profile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
      return renderThread(thread === 0 ? 'main thread' : `worker ${thread}`, read, span)
    })
  const cpu = `${number(cpuSeconds)} s of CPU by the kernel's count in ${number(wall / 1e6)} s`
  return [`\n${profileFolder(part)}: ${cpu}; profiles in ${folder}`, ...tables].join('\n\n')
}

function renderThread(name: string, read: Profile, span: Span): string[] {
  const spent = spentWithin(read, span)
  const idle = spent.get(IDLE)?.self ?? 0
  const seen = [...spent.values()].reduce((sum, { self }) => sum + self, 0)
  const busy = seen - idle
  if (busy < (span.to - span.from) * LEAST_BUSY_SHARE) return []
  const rows = [...spent]
    .filter(([label]) => label !== IDLE && label !== '(root)')
    .sort(([, a], [, b]) => b.self - a.self)
    .slice(0, SHOWN_FUNCTIONS)
    .map(([label, { self, total }]) => [
      label,
      number(self / 1000),
      percent(self / busy),
      number(total / 1000),
      percent(total / busy),
    ])
  const title = `${name}, busy ${number(busy / 1000)} of ${number(seen / 1000)} ms`
  return [renderTable([title, 'self ms', 'self', 'with callees ms', 'with callees'], rows)]
}

/** Time by function. A function that calls itself is counted once for each sample. */
function spentWithin(read: Profile, span: Span): Map<string, Spent> {
  const stacks = stackLabels(read)
  const spent = new Map<string, Spent>()
  let time = read.startTime
  for (const [i, id] of read.samples.entries()) {
    time += read.timeDeltas[i] ?? 0
    if (time < span.from || time > span.to) continue
    // a sample stands for the time until the next one
    const micros = Math.max(0, read.timeDeltas[i + 1] ?? 0)
    const [own, ...callers] = stacks.get(id) ?? []
    if (own === undefined) continue
    add(spent, own, { self: micros, total: micros })
    for (const caller of callers) add(spent, caller, { self: 0, total: micros })
  }
  return spent
}

function add(spent: Map<string, Spent>, label: string, { self, total }: Spent): void {
  const known = spent.get(label)
  if (known === undefined) spent.set(label, { self, total })
  else {
    known.self += self
    known.total += total
  }
}

/** For each node its own label first, then those of its callers, each once. */
function stackLabels({ nodes }: Profile): Map<number, readonly string[]> {
  const parents = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)))
  const labels = new Map(nodes.map(({ id, callFrame }) => [id, labelOf(callFrame)] as const))
  const stacks = new Map<number, readonly string[]>()
  for (const { id } of nodes) {
    const stack = new Set<string>()
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      stack.add(labels.get(at) ?? '')
    }
    stacks.set(id, [...stack])
  }
  return stacks
}

function labelOf({ functionName, url, lineNumber }: Profile['nodes'][number]['callFrame']): string {
  const name = functionName === '' ? '(anonymous)' : functionName
  if (url === '') return name
  const place = url.startsWith('file:') ? relative(REPOSITORY, fileURLToPath(url)) : url
  return `${name}  ${place}:${lineNumber + 1}`
}
