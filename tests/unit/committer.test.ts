import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Committed, Committer } from '../../server/committer.ts'
import type { LogRecord, UpdateLog } from '../../server/storage/update-log.ts'
import { recordOf } from './stored-document.ts'

const MIB = 1024 * 1024

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }))
afterEach(() => void vi.useRealTimers())

/** A disk whose appends end when the test says so, and a journal of all that happens. */
class World {
  readonly journal: string[] = []
  readonly #open: { resolve: () => void; reject: (error: unknown) => void }[] = []
  readonly committer: Committer

  constructor() {
    const append = (batch: readonly LogRecord[]): Promise<void> => {
      const at = Date.now() - 1_000
      this.journal.push(`append ${batch.map(({ author, seq }) => `${author}${seq}`).join(' ')} at ${at}`)
      return new Promise((resolve, reject) => this.#open.push({ resolve, reject }))
    }
    this.committer = new Committer({ append } as unknown as UpdateLog, Date.now, (error) => {
      this.journal.push(error === null ? 'healthy' : `unhealthy: ${error.message}`)
    })
  }

  room(name: string, onCommitted = (_upTo: number): void => undefined): Committed & { name: string } {
    return {
      name,
      onCommitted: (upTo) => {
        this.journal.push(`${name} has ${upTo}`)
        onCommitted(upTo)
      },
      onCommitFailed: (error) => this.journal.push(`${name} failed: ${error.message}`),
      onFault: (error) => this.journal.push(`${name} is broken: ${error.message}`),
    }
  }

  submit(room: Committed & { name: string }, seq: number, octets = 3): void {
    this.committer.submit(room, { ...recordOf(seq, new Uint8Array(octets)), author: room.name })
  }

  /** The disk has taken the batch that it was given first. */
  async taken(): Promise<void> {
    this.#open.shift()?.resolve()
    await vi.advanceTimersByTimeAsync(0)
  }

  async refused(error: unknown): Promise<void> {
    this.#open.shift()?.reject(error)
    await vi.advanceTimersByTimeAsync(0)
  }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('[A2] a room is told only after the disk has taken its record', async () => {
  const world = new World()
  world.submit(world.room('a'), 1)
  await pass(500)
  expect(world.journal).toEqual(['append a1 at 0'])
  await world.taken()
  expect(world.journal).toEqual(['append a1 at 0', 'healthy', 'a has 1'])
})

test('[A6] a fault in one room ends that room, and the others are told', async () => {
  const world = new World()
  const bug = world.room('a', () => {
    throw new Error('a bug')
  })
  world.submit(bug, 1)
  world.submit(world.room('b'), 1)
  await pass(0)
  await world.taken()
  expect(world.journal.slice(1)).toEqual(['healthy', 'a has 1', 'a is broken: a bug', 'b has 1'])
})

test('[S21] a room is settled once none of its records waits, whether they are on disk or failed', async () => {
  const world = new World()
  const [a, b] = [world.room('a'), world.room('b')]
  const settled = (room: typeof a): void => {
    void world.committer.settled(room).then(() => world.journal.push(`${room.name} is settled`))
  }
  settled(a)
  await pass(0)
  expect(world.journal).toEqual(['a is settled'])
  world.submit(a, 1)
  await pass(0)
  world.submit(a, 2)
  world.submit(b, 1)
  settled(a)
  await world.taken()
  expect(world.journal.slice(1)).toEqual(['append a1 at 0', 'healthy', 'a has 1'])
  await pass(50)
  settled(b)
  await world.refused(new Error('full'))
  expect(world.journal.slice(-4)).toEqual([
    'a failed: full',
    'b failed: full',
    'a is settled',
    'b is settled',
  ])
})

test('what comes in one turn of the event loop is one commit, of all rooms and each in order', async () => {
  const world = new World()
  const [a, b] = [world.room('a'), world.room('b')]
  world.submit(a, 1)
  world.submit(b, 7)
  world.submit(a, 2)
  expect(world.journal, 'not in the turn of the submit').toEqual([])
  await pass(0)
  await world.taken()
  expect(world.journal).toEqual(['append a1 a2 b7 at 0', 'healthy', 'a has 2', 'b has 7'])
})

test('a second commit starts 10 ms after the start of the first, not sooner, with all that came between', async () => {
  const world = new World()
  const a = world.room('a')
  world.submit(a, 1)
  await pass(0)
  await world.taken()
  world.submit(a, 2)
  await pass(4)
  world.submit(a, 3)
  await pass(5)
  expect(world.journal).toHaveLength(3)
  await pass(1)
  expect(world.journal.at(-1)).toBe('append a2 a3 at 10')
})

test('after 10 ms of quiet a commit starts at once', async () => {
  const world = new World()
  const a = world.room('a')
  world.submit(a, 1)
  await pass(0)
  await world.taken()
  await pass(25)
  world.submit(a, 2)
  await pass(0)
  expect(world.journal.at(-1)).toBe('append a2 at 25')
})

test('on a slow disk there is never a second append at the same time; what waited follows at once', async () => {
  const world = new World()
  const a = world.room('a')
  world.submit(a, 1)
  await pass(0)
  for (let seq = 2; seq <= 4; seq++) {
    world.submit(a, seq)
    await pass(40)
  }
  expect(world.journal).toEqual(['append a1 at 0'])
  await world.taken()
  await pass(0)
  expect(world.journal).toEqual(['append a1 at 0', 'healthy', 'a has 1', 'append a2 a3 a4 at 120'])
})

test('what a room submits while it is told goes into the next commit', async () => {
  const world = new World()
  const a: Committed & { name: string } = world.room('a', (upTo) => {
    if (upTo === 1) world.submit(a, 2)
  })
  world.submit(a, 1)
  await pass(0)
  await world.taken()
  await pass(10)
  await world.taken()
  expect(world.journal).toEqual([
    'append a1 at 0',
    'healthy',
    'a has 1',
    'append a2 at 10',
    'healthy',
    'a has 2',
  ])
})

test('[A4] a failed append tells each room of the batch so, and none of them a commit', async () => {
  const world = new World()
  const [a, b] = [world.room('a'), world.room('b')]
  world.submit(a, 1)
  world.submit(b, 1)
  await pass(0)
  await world.refused(new Error('disk full'))
  await pass(100)
  const told = ['unhealthy: disk full', 'a failed: disk full', 'b failed: disk full']
  expect(world.journal).toEqual(['append a1 b1 at 0', ...told])
})

test('[A4] what stands on a failed record is never stored; other rooms go on', async () => {
  const world = new World()
  const [a, b] = [world.room('a'), world.room('b')]
  world.submit(a, 1)
  await pass(0)
  world.submit(a, 2)
  world.submit(b, 1)
  await world.refused('a string, not an Error')
  await pass(100)
  await world.taken()
  await pass(100)
  const failed = ['unhealthy: a string, not an Error', 'a failed: a string, not an Error']
  expect(world.journal).toEqual(['append a1 at 0', ...failed, 'append b1 at 10', 'healthy', 'b has 1'])
})

test('drained waits for what runs and what waits, and not for a failure that leaves nothing', async () => {
  const world = new World()
  const a = world.room('a')
  const drained = vi.fn()
  await world.committer.drained()
  world.submit(a, 1)
  await pass(0)
  world.submit(a, 2)
  void world.committer.drained().then(drained)
  await world.taken()
  await pass(0)
  expect(drained).not.toHaveBeenCalled()
  await pass(10)
  await world.refused(new Error('gone'))
  expect(drained).toHaveBeenCalledOnce()
})

test('it is full while more than 64 MiB wait for the disk', async () => {
  const world = new World()
  const a = world.room('a')
  world.submit(a, 1)
  await pass(0)
  world.submit(a, 2, 64 * MIB)
  expect(world.committer.full).toBe(false)
  world.submit(a, 3, 1)
  expect(world.committer.full).toBe(true)
  await world.taken()
  await pass(10)
  expect(world.committer.full).toBe(false)
})

test('it is not full for ever after a failure threw away what waited', async () => {
  const world = new World()
  const a = world.room('a')
  world.submit(a, 1)
  await pass(0)
  world.submit(a, 2, 65 * MIB)
  expect(world.committer.full).toBe(true)
  await world.refused(new Error('disk full'))
  await pass(100)
  expect(world.committer.full).toBe(false)
})
