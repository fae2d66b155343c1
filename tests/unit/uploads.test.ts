import { expect, test } from 'vitest'
import { type Sendable, type UploadState, Uploads } from '../../app/d/[id]/editor/files/uploads.ts'
import type { Outcome } from '../../app/request.ts'
import type { DocumentFile } from '../../lib/api-schema.ts'

const file = (name: string, size = 10): Sendable => ({ name, size })
const stored: DocumentFile = { id: 'x', name: 'x', size: 1, type: 'image/png', pixels: null }
const refused = (status: number, message: string): Outcome<DocumentFile> => ({
  ok: false,
  status,
  word: '',
  message,
  retryAfter: null,
})

/** Uploads whose server answers when the test says so. */
function scene(problem: string | null = null) {
  const answers: ((outcome: Outcome<DocumentFile>) => void)[] = []
  const log: string[] = []
  const world = { connected: true, most: 100 as number | null }
  const uploads = new Uploads<Sendable>({
    send: ({ name }, onShare, signal) => {
      log.push(`send ${name}`)
      onShare(0.5)
      signal.addEventListener('abort', () => log.push(`abort ${name}`))
      return new Promise((resolve) => answers.push(resolve))
    },
    mostOctets: async () => world.most,
    isConnected: () => world.connected,
    onChange: () => undefined,
    onArrived: ({ file: { name } }) => {
      log.push(`arrived ${name}`)
      return problem
    },
    onGone: (id) => log.push(`gone ${id}`),
  })
  const answer = async (outcome: Outcome<DocumentFile>): Promise<void> => {
    await expect.poll(() => answers.length).toBeGreaterThan(0)
    answers.shift()?.(outcome)
  }
  const becomes = (id: number, state: Partial<UploadState>): Promise<void> =>
    expect.poll(() => uploads.get(id)?.state).toMatchObject(state)
  return { uploads, log, world, answer, becomes }
}

test('[F10] files are sent one after the other, in their order', async () => {
  const { uploads, log, answer } = scene()
  uploads.add([file('a'), file('b')])
  uploads.start()
  uploads.start()
  await answer({ ok: true, data: stored })
  await answer({ ok: true, data: stored })
  await expect.poll(() => uploads.count).toBe(0)
  expect(log).toEqual(['send a', 'arrived a', 'gone 1', 'send b', 'arrived b', 'gone 2'])
})

test('[F10] what fails is kept, with words, and tried again; the others go on', async () => {
  const { uploads, log, answer, becomes } = scene()
  uploads.add([file('a'), file('b')])
  uploads.start()
  await answer(refused(503, 'The disk is full.'))
  await becomes(1, { kind: 'failed', words: 'The disk is full.', canRetry: true })
  await answer({ ok: true, data: stored })
  await expect.poll(() => uploads.count).toBe(1)
  uploads.retry(1)
  await answer({ ok: true, data: stored })
  await expect.poll(() => uploads.count).toBe(0)
  expect(log.filter((line) => line.startsWith('send'))).toEqual(['send a', 'send b', 'send a'])
})

test('[F10] what is too large is not sent', async () => {
  const { uploads, log, becomes } = scene()
  uploads.add([file('a', 101)])
  uploads.start()
  await becomes(1, {
    kind: 'failed',
    words: 'This file has 101 B; a file may have 100 B. Nothing was added.',
    canRetry: false,
  })
  expect(log).toEqual([])
})

test('[F10] a server that does not say its limit refuses by itself, for good', async () => {
  const { uploads, world, answer, becomes } = scene()
  world.most = null
  uploads.add([file('a', 101)])
  uploads.start()
  await answer(refused(413, 'Too large.'))
  await becomes(1, { kind: 'failed', words: 'Too large.', canRetry: false })
})

test('[F11] without a connection a file is kept until there is one', async () => {
  const { uploads, log, world, answer, becomes } = scene()
  world.connected = false
  uploads.add([file('a')])
  uploads.start()
  await becomes(1, { kind: 'failed', canRetry: true })
  expect(log).toEqual([])
  world.connected = true
  uploads.retry(1)
  await answer({ ok: true, data: stored })
  await expect.poll(() => uploads.count).toBe(0)
})

test('[F10] what is dropped is broken off and does not get into the text', async () => {
  const { uploads, log, answer } = scene()
  uploads.add([file('a')])
  uploads.start()
  await expect.poll(() => log).toContain('send a')
  uploads.drop(1)
  await answer({ ok: true, data: stored })
  await expect.poll(() => log).toEqual(['send a', 'abort a', 'gone 1'])
  expect(uploads.count).toBe(0)
})

test('[F10] what arrived but cannot be put into the text is kept', async () => {
  const { uploads, answer, becomes } = scene('You can no longer write here.')
  uploads.add([file('a')])
  uploads.start()
  await answer({ ok: true, data: stored })
  await becomes(1, { kind: 'failed', words: 'You can no longer write here.' })
})

test('[F2, F10] a document without room says so, and takes the file when room was made', async () => {
  const { uploads, answer, becomes } = scene()
  uploads.add([file('a')])
  uploads.start()
  await answer({ ok: false, status: 413, word: 'files-full', message: 'Full.', retryAfter: null })
  await becomes(1, { kind: 'failed', canRetry: true, isFull: true })
  uploads.retry(1)
  await answer({ ok: true, data: stored })
  await expect.poll(() => uploads.count).toBe(0)
})
