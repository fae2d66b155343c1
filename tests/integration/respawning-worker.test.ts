import { expect, test } from 'vitest'
import { RespawningWorker } from '../../server/respawning-worker.ts'

const FILE = new URL('./crashing-worker.ts', import.meta.url)

test('[A4] a thread that crashes rejects what it was asked, says so once, and the next call starts it anew', async () => {
  const crashes: string[] = []
  const worker = await RespawningWorker.start(FILE, null, (error) => crashes.push(error.message))
  expect(await worker.call('count', [])).toBe(1)
  expect(await worker.call('count', [])).toBe(2)
  const outcomes = await Promise.allSettled([worker.call('never', []), worker.call('crash', [])])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(crashes).toEqual(['a bug'])
  expect(await worker.call('count', [])).toBe(1)
  await worker.close()
  expect(crashes).toEqual(['a bug'])
})

test('[A4] a call that fails harms no other', async () => {
  const worker = await RespawningWorker.start(FILE, null, (error) => expect.unreachable(error.message))
  await expect(worker.call('nothing of that name', [])).rejects.toThrow('no method')
  expect(await worker.call('count', [])).toBe(1)
  await worker.close()
})
