import { expect, test } from 'vitest'
import { soak } from './soak/soak.ts'

const TIMEOUT_MS = 300_000

test(
  '[A1, A5, A6] a busy minute leaves nothing behind, and everybody with what the database has',
  async () => {
    const seed = Number(process.env.SOAK_SEED ?? 1)
    process.stdout.write(`SOAK_SEED=${seed}\n`)
    const { problems, counts } = await soak({ minutes: 1, people: 25, documents: 40, seed })
    expect(problems).toEqual([])
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining(['edits', 'is killed mid-frame', 'closed 1008', 'trashed']),
    )
  },
  TIMEOUT_MS,
)
