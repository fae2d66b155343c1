import { type Action, drawActions, perform } from './actions.ts'
import { type Time, World } from './world.ts'

const LENGTH = 60
/** Attempts at leaving out actions of a run that failed. */
const MAX_ATTEMPTS = 2_000

/** A run that broke a promise, cut down to the actions that it takes. */
export interface Failure {
  readonly fault: string
  readonly actions: readonly Action[]
}

/** Does all of it and brings it to its end. Returns the first promise that was broken, or null. */
export async function run(time: Time, seed: number, actions: readonly Action[]): Promise<string | null> {
  time.forget()
  const world = new World(time, seed)
  try {
    for (const action of actions) {
      await perform(world, action)
      if (world.fault !== null) return world.fault
    }
    await world.conclude()
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
  return world.fault
}

/** Runs what a seed stands for; a failure comes with as few actions as were found to fail. */
export async function simulate(time: Time, seed: number): Promise<Failure | null> {
  const actions = drawActions(seed, LENGTH)
  const fault = await run(time, seed, actions)
  return fault === null ? null : shrink(time, seed, { fault, actions })
}

/** Leaves out stretches of actions, ever shorter ones, as long as it still fails. */
async function shrink(time: Time, seed: number, found: Failure): Promise<Failure> {
  let failure = found
  let attempts = 0
  for (let stretch = failure.actions.length >> 1; stretch > 0; ) {
    let shrunk = false
    for (let from = 0; from < failure.actions.length && attempts < MAX_ATTEMPTS; ) {
      attempts++
      const actions = failure.actions.toSpliced(from, stretch)
      const fault = await run(time, seed, actions)
      if (fault === null) from += stretch
      else {
        failure = { fault, actions }
        shrunk = true
      }
    }
    if (!shrunk || stretch > 1) stretch = stretch >> 1
  }
  return failure
}
