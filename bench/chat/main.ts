import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Latency } from '../load/latency-recorder.ts'
import { thisMachine } from '../results-file.ts'
import { killAllStarted, ServerProcess } from '../server-process.ts'
import { BENCH, SERVERS } from '../servers.ts'
import { number, percent, renderTable } from '../table.ts'
import { type ChatJob, type ChatResult, runChat } from './crowd.ts'

/** Everything ends by then, whatever hangs. */
const LIMIT_MS = 290_000
const WARM_UP_MS = 3_000
/** Servers take turns, so that both meet the machine in the same mood. */
const TURNS = ['relay', 'ours', 'relay', 'ours'] as const
type Name = (typeof TURNS)[number]

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '500' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '20' },
    publish: { type: 'boolean', default: false },
  },
})
const job: ChatJob = {
  people: Number(options.people),
  rate: Number(options.rate),
  warmUpMs: WARM_UP_MS,
  windowMs: Number(options.seconds) * 1_000,
}

interface Turn {
  readonly name: Name
  readonly result: ChatResult
}

async function take(name: Name): Promise<Turn> {
  const dataDir = mkdtempSync(join(tmpdir(), 'scriptorium-chat-'))
  const server = await ServerProcess.start(SERVERS[name], dataDir, { profiles: null, slowDiskMs: null })
  try {
    return { name, result: await runChat(server.endpoint, job) }
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const cells = ({ p50, p95, p99, max }: Latency): string[] => [p50, p95, p99, max].map(number)

function render(turns: readonly Turn[]): string {
  const rows = turns.map(({ name, result }) => [
    SERVERS[name].label,
    ...cells(result.delivered),
    result.acknowledged.samples === 0 ? '–' : number(result.acknowledged.p99),
    number(result.cpuMicros),
    String(result.undelivered),
    String(result.disordered),
    percent(result.generatorShare),
  ])
  const p99 = (name: Name): number =>
    Math.min(...turns.filter((turn) => turn.name === name).map(({ result }) => result.delivered.p99))
  const ours = turns.filter(({ name }) => name === 'ours')
  const isWhole = ours.every(({ result }) => result.undelivered + result.disordered + result.lost === 0)
  return [
    `- ${isWhole ? '✓' : '✗'} all delivered to all, in order, once`,
    `- p99 beside the bare relay’s: ${number(p99('ours'))} ms and ${number(p99('relay'))} ms, ${number(p99('ours') / p99('relay'))}×`,
    '',
    '```',
    renderTable(
      [
        'milliseconds',
        ...['p50', 'p95', 'p99', 'max'],
        'on disk p99',
        'CPU µs',
        'undelivered',
        'disordered',
        'generator',
      ],
      rows,
    ),
    '```',
  ].join('\n')
}

const limit = setTimeout(() => {
  killAllStarted()
  process.stderr.write('It took too long.\n')
  process.exit(1)
}, LIMIT_MS)
limit.unref()

const turns: Turn[] = []
for (const name of TURNS) {
  process.stdout.write(`${SERVERS[name].label} …\n`)
  turns.push(await take(name))
}
const shown = render(turns)
process.stdout.write(`\n${shown}\n`)
if (options.publish) {
  const { date, commit, cores, cpu, memoryGiB, kernel, node } = thisMachine()
  const when = `${date.slice(0, 16).replace('T', ' ')} UTC`
  const text = `# Chat

Written by \`npm run bench:chat -- --publish\`: ${when}, commit ${commit}, ${cores} cores of ${cpu}, ${memoryGiB} GiB, Linux ${kernel}, Node ${node.replace(/^v/, '')}.

${job.people} people in one chat, ${job.rate} messages a second from all of them in turn, for ${job.windowMs / 1_000} s, on a server that stores each before it tells anybody, beside a
bare relay that stores nothing. [README.md](README.md#chat) says how it measures.

${shown}
`
  writeFileSync(join(BENCH, 'CHAT.md'), text)
}
