import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Latency } from '../load/latency-recorder.ts'
import { thisMachine } from '../results-file.ts'
import { BENCH } from '../servers.ts'
import { number, percent, renderTable } from '../table.ts'
import { BLOCKS, CHARACTERS } from './long-document.ts'

const PAINT_GOAL_MS = 50
const OPEN_GOAL_MS = 2_000

export interface TypingReport {
  /** Milliseconds from a key to the frame with its letter, by the page's own clock. */
  readonly painted: Latency
  /** The same as the browser says it (Event Timing); what took less than 16 ms counts as 16. */
  readonly presented: Latency
  /** Shares of the time that the page's main thread was at work. */
  readonly busy: Readonly<Record<'all' | 'script' | 'layout' | 'style', number>>
  /** Milliseconds from the navigation to the text that takes keys. */
  readonly opening: { readonly first: number; readonly warm: Latency; readonly meanwhile: number }
  readonly writers: {
    readonly count: number
    readonly keysPerSecond: number
    readonly keys: number
    readonly latestMs: number
    readonly lost: number
  }
  /** By how many letters the text on the page grew. */
  readonly lettersPerSecond: number
}

const verdict = (goal: string, isMet: boolean, found: string): string =>
  `- ${isMet ? '✓' : '✗'} ${goal}: ${found}`

export function render({
  painted,
  presented,
  busy,
  opening,
  writers,
  lettersPerSecond,
}: TypingReport): string {
  const row = (name: string, { samples, p50, p95, p99, max }: Latency): string[] => [
    name,
    String(samples),
    ...[p50, p95, p99, max].map(number),
  ]
  const table = renderTable(
    ['milliseconds', 'samples', 'p50', 'p95', 'p99', 'max'],
    [
      row('key to painted letter', painted),
      row('the same by Event Timing', presented),
      row('opening it again', opening.warm),
    ],
  )
  return [
    verdict(
      `key to paint p95 at most ${PAINT_GOAL_MS} ms`,
      painted.p95 <= PAINT_GOAL_MS,
      `${number(painted.p95)} ms`,
    ),
    verdict(
      `opening it again at most ${OPEN_GOAL_MS} ms`,
      opening.warm.max <= OPEN_GOAL_MS,
      `${number(opening.warm.max)} ms`,
    ),
    '',
    '```',
    table,
    '```',
    '',
    `The page's main thread was at work ${percent(busy.all)} of the time: scripts ${percent(busy.script)}, layout ${percent(busy.layout)}, styles ${percent(busy.style)}. The first visit took ${number(opening.first)} ms, one while all wrote ${number(opening.meanwhile)} ms. ${writers.count} others wrote ${writers.keys} keys; the latest left ${number(writers.latestMs)} ms after its time, ${writers.lost} lines were lost. The text on the page grew by ${number(lettersPerSecond)} letters a second.`,
  ].join('\n')
}

/** Writes the page of results. Returns the file. */
export function publish(report: TypingReport): string {
  const { date, commit, cores, cpu, memoryGiB, kernel, node } = thisMachine()
  const file = join(BENCH, 'TYPING.md')
  const head = `Written by \`npm run bench:typing -- --publish\`: ${date.slice(0, 16).replace('T', ' ')} UTC, commit ${commit}, ${cores} cores of ${cpu}, ${memoryGiB} GiB, Linux ${kernel}, Node ${node.slice(1)}.`
  const what = `A document of ${CHARACTERS.toLocaleString('en')} characters in ${BLOCKS.toLocaleString('en')} blocks, ${report.writers.count} people at ${report.writers.keysPerSecond} keys a second each and one at a page in headless Chromium, with the server and all of them on this machine. [README.md](README.md#typing) says how it measures.`
  writeFileSync(file, `# Typing\n\n${head}\n\n${what}\n\n${render(report)}\n`)
  return file
}
