import { parseArgs } from 'node:util'
import { SERVER_NAMES, type ServerName } from './servers.ts'
import { EXTRA_WORKLOADS, FULL_WORKLOADS, QUICK_WORKLOADS, type Workload } from './workloads.ts'

export const USAGE = `npm run bench -- [--quick] [--only <server,…>] [--workload <name,…>] [--profile]

  --quick      short windows and small crowds, below a minute; shows that all works, not for comparing
  --profile    ours alone, and then where its threads spent the timed window
  --only       ${SERVER_NAMES.join(', ')}
  --workload   ${Object.keys(FULL_WORKLOADS).join(', ')}; not in the default run: ${Object.keys(EXTRA_WORKLOADS).join(', ')}`

export interface Options {
  readonly quick: boolean
  /** Ours alone, with CPU profiles of its threads. */
  readonly profile: boolean
  readonly servers: readonly ServerName[]
  readonly workloads: readonly (readonly [string, Workload])[]
}

/** @throws Error that names what is wrong. */
export function readOptions(argv: string[]): Options {
  const { values } = parseArgs({
    args: argv,
    options: {
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      workload: { type: 'string', multiple: true },
    },
  })
  const known = { ...EXTRA_WORKLOADS, ...FULL_WORKLOADS, ...(values.quick ? QUICK_WORKLOADS : {}) }
  const defaults = values.quick ? QUICK_WORKLOADS : FULL_WORKLOADS
  const names = split(values.workload) ?? Object.keys(defaults)
  const workloads = names.map((name) => {
    const workload = known[name]
    if (workload === undefined) throw new Error(`no workload "${name}"`)
    return [name, workload] as const
  })
  const servers = values.profile ? (['ours'] as const) : split(values.only)?.map(serverName)
  return { quick: values.quick, profile: values.profile, servers: servers ?? SERVER_NAMES, workloads }
}

function split(values: readonly string[] | undefined): string[] | undefined {
  return values?.flatMap((value) => value.split(',')).map((value) => value.trim())
}

function serverName(name: string): ServerName {
  const known = SERVER_NAMES.find((candidate) => candidate === name)
  if (known === undefined) throw new Error(`no server "${name}"`)
  return known
}
