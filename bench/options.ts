import { parseArgs } from 'node:util'
import { SERVER_NAMES, type ServerName } from './servers.ts'
import {
  EXTRA_WORKLOADS,
  FULL_WORKLOADS,
  type IdleShape,
  idleShaped,
  QUICK_WORKLOADS,
  type Workload,
} from './workloads.ts'

export const USAGE = `npm run bench -- [--quick] [--only <server,…>] [--workload <name,…>] [--profile] [--slow-disk <ms>] [--plot]

  --quick      short windows and small crowds, below two minutes; shows that all works, not for comparing
  --only       ${SERVER_NAMES.join(', ')}
  --workload   ${Object.keys(FULL_WORKLOADS).join(', ')};
               not in the default run: ${Object.keys(EXTRA_WORKLOADS).join(', ')}
  --idle       the shape of idle-10000, documents x connections to each: 1000x10 unless given
  --profile    ours alone, and then where its threads spent the timed window
  --slow-disk  milliseconds that each flush to the disk takes longer (needs strace); look at latencies, not at CPU
  --plot       afterwards writes docs/bench.svg and bench/RESULTS.md; only from a whole run
  --from       a file of results: measures nothing, shows it, and with --plot draws it`

const MAX_SLOW_DISK_MS = 1_000
const IDLE_SHAPE = /^(\d{1,6})x(\d{1,6})$/

export interface Options {
  readonly quick: boolean
  /** Ours alone, with CPU profiles of its threads. */
  readonly profile: boolean
  readonly plot: boolean
  /** Milliseconds that each flush to the disk takes longer; null on the disk as it is. */
  readonly slowDiskMs: number | null
  /** Results to show instead of measuring. */
  readonly from: string | null
  /** Null leaves it to each workload. */
  readonly servers: readonly ServerName[] | null
  readonly workloads: readonly (readonly [string, Workload])[]
  /** Whether nothing was left out or changed. */
  readonly complete: boolean
}

/** @throws Error that names what is wrong. */
export function readOptions(argv: string[]): Options {
  const { values } = parseArgs({
    args: argv,
    options: {
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      plot: { type: 'boolean', default: false },
      from: { type: 'string' },
      idle: { type: 'string' },
      'slow-disk': { type: 'string' },
      only: { type: 'string', multiple: true },
      workload: { type: 'string', multiple: true },
    },
  })
  const { quick, profile, plot } = values
  const defaults = quick ? QUICK_WORKLOADS : FULL_WORKLOADS
  const shaped = values.idle === undefined ? {} : { 'idle-10000': idleShaped(shapeOf(values.idle)) }
  const known: Readonly<Record<string, Workload>> = {
    ...EXTRA_WORKLOADS,
    ...FULL_WORKLOADS,
    ...defaults,
    ...shaped,
  }
  const names = split(values.workload) ?? Object.keys(defaults)
  const workloads = names.map((name) => {
    const workload = known[name]
    if (workload === undefined) throw new Error(`no workload "${name}"`)
    return [name, workload] as const
  })
  const only = split(values.only)?.map(serverName)
  const servers = profile ? (['ours'] as const) : (only ?? null)
  const slowDiskMs = values['slow-disk'] === undefined ? null : delayOf(values['slow-disk'])
  const changed =
    [servers, slowDiskMs].some((value) => value !== null) || 'workload' in values || 'idle' in values
  const complete = !quick && !changed
  const from = values.from ?? null
  if (plot && from === null && !complete) throw new Error('--plot wants a whole run')
  return { quick, profile, plot, slowDiskMs, from, servers, workloads, complete }
}

function shapeOf(text: string): IdleShape {
  const [, documents, perDocument] = IDLE_SHAPE.exec(text) ?? []
  if (documents === undefined || perDocument === undefined) throw new Error(`no shape "${text}"`)
  return { documents: Number(documents), perDocument: Number(perDocument) }
}

function delayOf(text: string): number {
  const delay = Number(text)
  if (!Number.isInteger(delay) || delay < 1 || delay > MAX_SLOW_DISK_MS) throw new Error(`no delay "${text}"`)
  return delay
}

function split(values: readonly string[] | undefined): string[] | undefined {
  return values?.flatMap((value) => value.split(',')).map((value) => value.trim())
}

function serverName(name: string): ServerName {
  const known = SERVER_NAMES.find((candidate) => candidate === name)
  if (known === undefined) throw new Error(`no server "${name}"`)
  return known
}
