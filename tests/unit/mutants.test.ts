import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Outcome, Trial } from './mutant-trial.ts'
import { mutate } from './mutation.ts'
import { randomEditing, seededRandom } from './random-editing.ts'

const SEED = Number(process.env.SEED ?? 1)
const MUTANTS = Number(process.env.MUTANTS ?? 20_000)
const PER_UPDATE = 6
/** Updates of the same document that a mutant may get parts of. */
const NEAR = 6

beforeAll(() => {
  // yjs complains about what is wrong in sub-documents
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterAll(() => vi.restoreAllMocks())

/** Two or three people edit a document; beside each of their updates come mutants of it. Returns how many. */
function session(seed: number, outcomes: Map<Outcome, number>): number {
  const random = seededRandom(seed)
  const { updates } = randomEditing(random, 2 + Math.floor(random() * 2), 40, true)
  const trial = new Trial(random, seed % 4 === 0)
  for (const [i, update] of updates.entries()) {
    const near = updates.slice(Math.max(0, i + 2 - NEAR), i + 2)
    for (let n = 0; n < PER_UPDATE; n++) {
      const outcome = trial.offer(mutate(random, update, near))
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    trial.offer(update)
  }
  return updates.length * PER_UPDATE
}

test(`[A1, G1, G2, G4] whatever of ${MUTANTS} mutants is taken, everybody has the same document (seed ${SEED})`, () => {
  const outcomes = new Map<Outcome, number>()
  for (let seed = SEED, left = MUTANTS; left > 0; seed++) {
    try {
      left -= session(seed, outcomes)
    } catch (error) {
      throw new Error(`SEED=${seed} MUTANTS=1 shows it`, { cause: error })
    }
  }
  for (const outcome of ['append', 'ack', 'ask', 'refuse', 'lie'] as const) {
    expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThanOrEqual(Math.floor(MUTANTS / 1_000))
  }
}, 600_000)
