import type { Results } from './results-file.ts'
import type { Part } from './run-workload.ts'
import { SERVER_NAMES, SERVERS, type ServerName } from './servers.ts'
import { number } from './table.ts'

/*
 * CPU per delivered keystroke as an SVG: a row for each workload, a mark for each server, on a logarithmic scale.
 *
 *   margin | names | scale ............................ | factor | margin
 */
const ROWS: readonly (readonly [workload: string, name: string])[] = [
  ['crowd-50', '50 authors, 1 document'],
  ['crowd-200', '200 authors, 1 document'],
  ['crowd-400', '400 authors, 1 document'],
  ['crowd-600', '600 authors, 1 document'],
  ['crowd-1000', '1,000 authors, 1 document'],
  ['watchers', '5 authors, 500 watchers'],
  ['presence-500', '… and everybody’s caret moves'],
  ['documents', '100 documents × 5 authors'],
  ['paper', 'a paper at full speed, 1 author'],
  ['trace', 'a paper at 500 keys/s, 1 author'],
]

const WIDTH = 860
const NAMES = 236
const SCALE = { left: 252, right: 760 }
const TOP = 92
const ROW = 34
const FOOT = 74
const MARK = 5.5
/** Between two entries of the legend, and for each letter of one. */
const LEGEND_GAP = 44
const LEGEND_LETTER = 7
/** What a server needs that delivers next to nothing is off the scale, at its end. */
const MOST_MICROS = 1_000
/** Less than this share may be missing, or a mark is hollow. */
const MISSING_SHARE = 0.001
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]

const STYLE = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
  .title { font-size: 16px; font-weight: 600; }
  .small { font-size: 11.5px; fill: #59636e; }
  .end { text-anchor: end; }
  .middle { text-anchor: middle; }
  .grid { stroke: #d1d9e0; stroke-width: 1; }
  .reach { stroke: #d1d9e0; stroke-width: 3; stroke-linecap: round; }
  .ours { fill: #0969da; stroke: #0969da; }
  .hocuspocus { fill: #bc4c00; stroke: #bc4c00; }
  .y-websocket { fill: #8250df; stroke: #8250df; }
  .relay { fill: #6e7781; stroke: #6e7781; }
  .mark { stroke-width: 1.8; }
  .hollow { fill: none; }
  text.ours { stroke: none; font-size: 11.5px; font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .small { fill: #9198a1; }
    .grid, .reach { stroke: #3d444d; }
    .ours { fill: #4493f8; stroke: #4493f8; }
    .hocuspocus { fill: #f0883e; stroke: #f0883e; }
    .y-websocket { fill: #ab7df8; stroke: #ab7df8; }
    .relay { fill: #9198a1; stroke: #9198a1; }
    .hollow { fill: none; }
  }`

interface Mark {
  readonly server: ServerName
  readonly micros: number
  readonly complete: boolean
}

/** @throws Error when the results hold none of the workloads that are drawn. */
export function drawPlot({ machine, workloads }: Results): string {
  const rows = ROWS.flatMap(([workload, name]) => {
    const marks = SERVER_NAMES.flatMap((server) =>
      markOf(server, workloads[workload]?.[server]?.results ?? []),
    )
    return marks.length === 0 ? [] : [{ name, marks }]
  })
  const all = rows.flatMap(({ marks }) => marks.map(({ micros }) => micros))
  if (all.length === 0) throw new Error('nothing to draw')
  const least = Math.min(...all) * 0.8
  const most = Math.min(Math.max(...all) * 1.25, MOST_MICROS)
  const x = logarithmic(least, most)
  const bottom = TOP + rows.length * ROW
  const height = bottom + FOOT
  const ticks = TICKS.filter((tick) => tick >= least && tick <= most)
  const day = machine.date.slice(0, 10)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title">`,
    `<style>${STYLE}\n</style>`,
    `<text id="title" class="title" x="16" y="28">Server CPU per delivered keystroke, in µs: less is better</text>`,
    legend(),
    `<text class="small end" x="${WIDTH - 16}" y="${TOP - 8}">Hocuspocus ÷ ours</text>`,
    ...ticks.map(
      (tick) =>
        `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${TOP}" y2="${bottom}"/><text class="small middle" x="${x(tick)}" y="${bottom + 18}">${tick.toLocaleString('en')}</text>`,
    ),
    ...rows.map(({ name, marks }, index) => drawRow(name, marks, TOP + (index + 0.5) * ROW, x)),
    `<text class="small" x="16" y="${height - 30}">Hollow: not everything was delivered. Only Scriptorium has a keystroke on disk before anybody sees it.</text>`,
    `<text class="small" x="16" y="${height - 13}">All in one run: ${machine.cores} cores of ${escaped(machine.cpu)}, Node ${machine.node.slice(1)}, commit ${escaped(machine.commit)}, ${day}. Logarithmic scale.</text>`,
    '</svg>',
    '',
  ].join('\n')
}

function markOf(server: ServerName, parts: readonly Part[]): Mark[] {
  for (const part of parts) {
    if (part.kind === 'typing') {
      const complete = part.missing / Math.max(1, part.expected) < MISSING_SHARE
      return [{ server, micros: part.cpuMicrosPerDelivered, complete }]
    }
    if (part.kind === 'paper' || part.kind === 'trace') {
      const complete = part.delivered === part.transactions
      return [{ server, micros: part.cpuMicrosPerDelivered, complete }]
    }
  }
  return []
}

function logarithmic(least: number, most: number): (value: number) => number {
  const perDecade = (SCALE.right - SCALE.left) / Math.log10(most / least)
  return (value) => Math.round((SCALE.left + Math.log10(Math.min(value, most) / least) * perDecade) * 10) / 10
}

function legend(): string {
  let left = 22
  return SERVER_NAMES.map((server) => {
    const label = SERVERS[server].label
    const at = left
    left += LEGEND_GAP + label.length * LEGEND_LETTER
    return `${shape(server, at, 52, true)}<text x="${at + 13}" y="56">${escaped(label)}</text>`
  }).join('\n')
}

function drawRow(name: string, marks: readonly Mark[], y: number, x: (value: number) => number): string {
  const micros = marks.map((mark) => mark.micros)
  const ours = marks.find(({ server }) => server === 'ours')
  const theirs = marks.find(({ server }) => server === 'hocuspocus')
  const comparable = ours?.complete === true && theirs?.complete === true
  const factor = comparable ? `${number(theirs.micros / ours.micros)}×` : '–'
  return [
    `<text class="end" x="${NAMES}" y="${y + 4}">${escaped(name)}</text>`,
    `<line class="reach" x1="${x(Math.min(...micros))}" x2="${x(Math.max(...micros))}" y1="${y}" y2="${y}"/>`,
    ...[...marks].reverse().map(({ server, micros: at, complete }) => shape(server, x(at), y, complete)),
    ours === undefined
      ? ''
      : `<text class="ours middle" x="${x(ours.micros)}" y="${y - 9}">${number(ours.micros)}</text>`,
    `<text class="end" x="${WIDTH - 16}" y="${y + 4}">${factor}</text>`,
  ].join('')
}

/** Told apart by shape as well as by colour. */
function shape(server: ServerName, x: number, y: number, filled: boolean): string {
  const look = `class="mark ${server}${filled ? '' : ' hollow'}"`
  const r = MARK
  switch (server) {
    case 'ours':
      return `<circle ${look} cx="${x}" cy="${y}" r="${r}"/>`
    case 'hocuspocus':
      return `<rect ${look} x="${x - r + 0.7}" y="${y - r + 0.7}" width="${2 * r - 1.4}" height="${2 * r - 1.4}"/>`
    case 'y-websocket':
      return `<path ${look} d="M${x} ${y - r - 1}l${r + 1} ${r + 1}l-${r + 1} ${r + 1}l-${r + 1} -${r + 1}z"/>`
    case 'relay':
      return `<path ${look} d="M${x} ${y - r}l${r} ${2 * r - 1}h-${2 * r}z"/>`
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (character) => ENTITIES[character] ?? '')
