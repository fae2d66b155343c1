import { answerCalls } from '../../server/worker-calls.ts'

/** A thread for `respawning-worker.test.ts`: answers, or ends as by a bug in it. */
let calls = 0
answerCalls({
  count: () => ++calls,
  never: () => new Promise(() => undefined),
  crash: () => {
    setImmediate(() => {
      throw new Error('a bug')
    })
    return new Promise(() => undefined)
  },
  close: () => undefined,
})
