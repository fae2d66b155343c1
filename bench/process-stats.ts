import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Endpoint } from './load/job.ts'

/*
 * CPU and memory of a process and its descendants, as the kernel counts them (proc(5)).
 *
 * CPU is read twice and the larger figure taken: /proc/<pid>/stat has all threads, those that ended too, but
 * counts in ticks of 10 ms; /proc/<pid>/task/<tid>/schedstat counts in nanoseconds, but only live threads.
 */

/** USER_HZ: 100 on every Linux that Node supports. */
const TICKS_PER_SECOND = 100
const NANOSECONDS_PER_SECOND = 1e9
const BYTES_PER_KB = 1024

/** Fields of /proc/<pid>/stat after the command name, which is in parentheses and may hold spaces. */
const STAT_PPID = 1
const STAT_UTIME = 11
const STAT_STIME = 12

export interface ProcessStats {
  /** User and system time of all threads since the start. */
  readonly cpuSeconds: number
  /** The part of it that the kernel took, in steps of 10 ms. */
  readonly systemSeconds: number
  readonly rssBytes: number
  /** The largest it ever was. */
  readonly peakRssBytes: number
}

/** Null when there is no such process (any more). */
function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return null
  }
}

function statFields(pid: number): string[] {
  const stat = readIfThere(`/proc/${pid}/stat`)
  return stat === null ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** The process and all its descendants. */
function family(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    if (!Number.isInteger(pid)) continue
    const parent = Number(statFields(pid)[STAT_PPID] ?? -1)
    children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const found = [root]
  for (let i = 0; i < found.length; i++) found.push(...(children.get(found[i] ?? -1) ?? []))
  return found
}

function threadSeconds(pid: number): number {
  let threads: string[] = []
  try {
    threads = readdirSync(`/proc/${pid}/task`)
  } catch {
    return 0
  }
  const nanoseconds = threads.map((thread) => {
    const schedstat = readIfThere(`/proc/${pid}/task/${thread}/schedstat`) ?? '0'
    return Number(schedstat.split(' ')[0])
  })
  return nanoseconds.reduce((sum, value) => sum + value, 0) / NANOSECONDS_PER_SECOND
}

function cpuSecondsOf(pid: number): number {
  const fields = statFields(pid)
  const ticks = Number(fields[STAT_UTIME] ?? 0) + Number(fields[STAT_STIME] ?? 0)
  return Math.max(ticks / TICKS_PER_SECOND, threadSeconds(pid))
}

const systemSecondsOf = (pid: number): number => Number(statFields(pid)[STAT_STIME] ?? 0) / TICKS_PER_SECOND

/** A field of /proc/<pid>/status that counts memory. */
function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readIfThere(`/proc/${pid}/status`) ?? ''
  const line = status.split('\n').find((candidate) => candidate.startsWith(`${field}:`))
  return Number(/\d+/.exec(line ?? '')?.[0] ?? 0) * BYTES_PER_KB
}

/** Zeros for a process that has ended. Kernel memory (socket buffers) is not part of the RSS. */
export function readProcess(pid: number): ProcessStats {
  const pids = family(pid)
  const total = (of: (each: number) => number): number => pids.reduce((sum, each) => sum + of(each), 0)
  return {
    cpuSeconds: total(cpuSecondsOf),
    systemSeconds: total(systemSecondsOf),
    rssBytes: total((each) => memoryOf(each, 'VmRSS')),
    peakRssBytes: total((each) => memoryOf(each, 'VmHWM')),
  }
}

/** Files and sockets that this process, and what it starts, may have open at once. */
export function openFilesLimit(): number {
  const limits = readIfThere('/proc/self/limits') ?? ''
  const line = limits.split('\n').find((candidate) => candidate.startsWith('Max open files'))
  // soft, then hard; Node raises the soft one to the hard one when it starts
  const [, hard] = line?.match(/\d+|unlimited/g) ?? []
  return hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard ?? 0)
}

const QUIET_POLL_MS = 250
/** Below this share of a core a server counts as quiet. */
const QUIET_CPU_SHARE = 0.03
/** Sampling alone costs an idle server a tenth of a core. */
const QUIET_PROFILED_CPU_SHARE = 0.25

/** Waits until the process was quiet for `quietMs` on end. False when it was not within `limitMs`. */
export async function waitUntilQuiet(
  { pid, profiled }: Pick<Endpoint, 'pid' | 'profiled'>,
  quietMs: number,
  limitMs: number,
): Promise<boolean> {
  const share = profiled ? QUIET_PROFILED_CPU_SHARE : QUIET_CPU_SHARE
  const deadline = performance.now() + limitMs
  let quietSince = performance.now()
  let before = readProcess(pid).cpuSeconds
  while (performance.now() < deadline) {
    await sleep(QUIET_POLL_MS)
    const now = readProcess(pid).cpuSeconds
    if ((now - before) * 1000 > QUIET_POLL_MS * share) quietSince = performance.now()
    if (performance.now() - quietSince >= quietMs) return true
    before = now
  }
  return false
}
