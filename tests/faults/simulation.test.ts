import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { drawActions } from './simulation/actions.ts'
import { run, simulate } from './simulation/run.ts'
import type { Time } from './simulation/world.ts'

const RUNS = Number(process.env.SIM_RUNS ?? 3_000)
const SEED = Number(process.env.SIM_SEED ?? 1)
const TIMEOUT_MS = 60 * 60 * 1000

/** From before time was taken over. */
const immediate = setImmediate
const time: Time = {
  now: () => Date.now(),
  pass: (ms) => void vi.advanceTimersByTime(ms),
  settle: () => new Promise((resolve) => immediate(() => resolve())),
  forget: () => vi.clearAllTimers(),
}

beforeAll(() => {
  vi.useFakeTimers({
    now: 0,
    toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'Date'],
  })
})
afterAll(() => {
  vi.useRealTimers()
})

test(
  `[A1, A2, A5, G9, L4] whatever happens in whatever order, everybody has exactly the document`,
  async () => {
    process.stdout.write(`SIM_SEED=${SEED} SIM_RUNS=${RUNS}\n`)
    for (let seed = SEED; seed < SEED + RUNS; seed++) {
      const failure = await simulate(time, seed)
      if (failure === null) continue
      const list = failure.actions.map((action) => `  ${JSON.stringify(action)},`).join('\n')
      expect.fail(
        `${failure.fault}\nagain: SIM_SEED=${seed} SIM_RUNS=1\nworld seed ${seed}, actions:\n${list}`,
      )
    }
  },
  TIMEOUT_MS,
)

test('[G9] whoever comes back with edits may go on typing before the answer comes', async () => {
  const offline = { do: 'edit', who: 0, count: 4, dice: 1 } as const
  const typing = Array.from({ length: 20 }, (_, dice) => ({ ...offline, dice: dice + 2 }))
  const actions = [
    { do: 'enter', role: 'editor', controls: true, dice: 1 },
    offline,
    { do: 'connect', who: 0 },
    ...typing,
  ] as const
  expect(await run(time, 1, actions)).toBeNull()
})

test('[S21] a room that breaks while its records are on the way to the disk is read again only after them', async () => {
  const actions = [
    { do: 'enter', role: 'editor', controls: true, dice: 957017383 },
    { do: 'enter', role: 'editor', controls: true, dice: 1924331846 },
    { do: 'connect', who: 0 },
    { do: 'connect', who: 1 },
    { do: 'disk-catches-up' },
    { do: 'edit', who: 4, count: 2, dice: 16115773 },
    { do: 'edit', who: 2, count: 3, dice: 152818082 },
    { do: 'edit', who: 2, count: 2, dice: 1979370908 },
    { do: 'edit', who: 0, count: 2, dice: 1878354111 },
    { do: 'to-server', line: 0, count: 100 },
    { do: 'to-server', line: 3, count: 100 },
    // the answer to who joins cannot be cut
    { do: 'disk-works', lane: 'worker', outcome: 'lost' },
    { do: 'fork', who: 3, arrive: 3, dice: 1881166237 },
    { do: 'disk-catches-up' },
  ] as const
  expect(await run(time, 468312364, actions)).toBeNull()
})

test('a seed does the same each time', async () => {
  const [once, again] = [drawActions(SEED, 60), drawActions(SEED, 60)]
  expect(again).toEqual(once)
  expect(await run(time, SEED, again)).toBe(await run(time, SEED, once))
})
