import { expect, test } from 'vitest'
import { SERIES, type Series } from '../../lib/server-watch.ts'
import { Measures } from '../../server/operate/measures.ts'
import { MinuteTally } from '../../server/operate/minute-tally.ts'
import { isOperator } from '../../server/operate/operators.ts'
import { RecentErrors } from '../../server/operate/recent-errors.ts'
import { Sampler } from '../../server/operate/sampler.ts'
import { StatsHistory } from '../../server/operate/stats-history.ts'

const STANDINGS = {
  people: 3,
  sync: 4,
  live: 5,
  rooms: 2,
  roomOctets: 8_192,
  uncommitted: 7,
  slow: 1,
  diskFree: 1_000_000,
}

const rowOf = (values: Partial<Record<Series, number>>): Float64Array =>
  Float64Array.from(SERIES, (series) => values[series] ?? Number.NaN)
const columnOf = (series: Series): number => 1 + SERIES.indexOf(series)

test('[OP5] an hour is kept, the last minutes second by second, what was before in points', () => {
  const history = new StatsHistory()
  for (let second = 0; second < 5_000; second++) {
    history.push(second * 1_000, rowOf({ people: second, ackP99: second % 10 === 0 ? 90 : Number.NaN }))
  }
  expect(history.length).toBe(3_600)
  const rows = history.rows()
  expect(rows.length).toBe(330 + 300)
  expect(rows.every((row) => row.length === 1 + SERIES.length)).toBe(true)
  expect(rows.at(-1)).toMatchObject({ 0: 4_999_000, [columnOf('people')]: 4_999 })
  expect(rows.at(-1)?.[columnOf('ackP99')]).toBeNull()
  // the seconds 1400 to 1409 as one, which has their mean, and their worst where a mean would hide it
  expect(rows[0]).toMatchObject({ 0: 1_409_000, [columnOf('people')]: 1_404.5, [columnOf('ackP99')]: 90 })
  const times = rows.map(([at]) => at ?? 0)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('[OP5] a young history has what there is', () => {
  const history = new StatsHistory()
  expect(history.rows()).toEqual([])
  history.push(1_000, rowOf({ people: 1 }))
  expect(history.rows()).toHaveLength(1)
})

test('[OP5] a sample tells how it stands, and what has happened since the one before, by the second', () => {
  const measures = new Measures()
  measures.committed({ records: 100, bytes: 5_000, diskMs: 1, failed: false })
  const sampler = new Sampler(measures, () => STANDINGS, 0)
  const at = (now: number): Record<Series, number> => {
    const row = sampler.sample(now)
    return Object.fromEntries(SERIES.map((series, index) => [series, row[index]])) as Record<Series, number>
  }
  at(1_000)
  measures.committed({ records: 30, bytes: 900, diskMs: 8, failed: false })
  measures.ackMs.record(20)
  const busy = at(3_000)
  expect(busy).toMatchObject({ ...STANDINGS, updates: 15, commits: 0.5 })
  expect(busy.fsyncP99).toBeGreaterThan(6)
  expect(busy.ackP50).toBeGreaterThan(15)
  expect(busy.rss).toBeGreaterThan(1_000_000)
  const idle = at(4_000)
  expect(idle).toMatchObject({ updates: 0, commits: 0, ackP50: Number.NaN, fsyncP99: Number.NaN })
  sampler.stop()
})

test('[OP5] of answers and ends it is told how many there were, and how many in the last minute', () => {
  const { closes, closed } = countOf()
  const tally = new MinuteTally(closes)
  closed('1001')
  for (let second = 0; second < 61; second++) tally.tick()
  closed('1001')
  closed('1008 role')
  expect(tally.lines()).toEqual([
    { endpoint: 'sync', what: '1001', total: 2, minute: 1 },
    { endpoint: 'sync', what: '1008 role', total: 1, minute: 1 },
  ])
  for (let second = 0; second < 61; second++) tally.tick()
  expect(tally.lines().map(({ minute }) => minute)).toEqual([0, 0])
})

function countOf() {
  const measures = new Measures()
  return {
    closes: measures.closes,
    closed: (what: string) => {
      const [code = '', word = null] = what.split(' ')
      measures.closed('sync', Number(code), word)
    },
  }
}

test('[OP5] of errors the words of the log and their kind are kept, the newest first, and not too many', () => {
  const errors = new RecentErrors(() => 5)
  errors.note('commit failed', {
    err: Object.assign(new Error('secret words'), { code: 'ENOSPC' }),
    document: 'x',
  })
  errors.note('request failed', { err: new TypeError('secret words') })
  errors.note('m'.repeat(1_000), null)
  expect(errors.list).toEqual([
    { id: 3, at: 5, message: 'm'.repeat(200), cause: null },
    { id: 2, at: 5, message: 'request failed', cause: 'TypeError' },
    { id: 1, at: 5, message: 'commit failed', cause: 'ENOSPC' },
  ])
  for (let n = 0; n < 100; n++) errors.note('again', null)
  expect(errors.list).toHaveLength(50)
})

test('[OP4] an operator is who is named by an address that is believed, or who came first; no guest', () => {
  const ada = { email: 'Ada@Example.org', isGuest: false, isBelieved: true, isFirst: false }
  const named = new Set(['ada@example.org'])
  expect(isOperator(ada, named)).toBe(true)
  expect(isOperator({ ...ada, isBelieved: false }, named)).toBe(false)
  expect(isOperator({ ...ada, isGuest: true }, named)).toBe(false)
  expect(isOperator({ ...ada, email: 'eve@example.org', isFirst: true }, named)).toBe(false)
  expect(isOperator({ ...ada, isFirst: true }, null)).toBe(true)
  expect(isOperator(ada, null)).toBe(false)
  expect(isOperator({ ...ada, isGuest: true, isFirst: true }, null)).toBe(false)
})
