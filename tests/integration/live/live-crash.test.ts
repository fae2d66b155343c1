import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'
import { LiveClient } from './live-client.ts'

const server = new TestServer()
const WRITERS = 4
const ROUNDS = 3
/** Messages that a writer sends between two kills. */
const BURST = 100

beforeAll(() => server.start())
afterAll(() => server.dispose())

/** A page that says things until all of them are acknowledged, whatever happens to the server. */
class Writer {
  readonly #name: string
  readonly #cookie: string
  readonly #topic: string
  readonly acknowledged = new Map<string, number>()
  readonly heard: { readonly seq: number; readonly text: string }[] = []
  #unanswered = new Map<string, string>()
  #client: LiveClient | null = null
  #said = 0

  constructor(name: string, cookie: string, topic: string) {
    this.#name = name
    this.#cookie = cookie
    this.#topic = topic
  }

  async comeBack(): Promise<void> {
    this.#client = await LiveClient.listen(server, this.#cookie, this.#topic, this.heard.at(-1)?.seq ?? 0)
    for (const [id, text] of this.#unanswered) this.#client.post(this.#topic, text, id)
  }

  speak(count: number): void {
    for (let n = 0; n < count; n++) {
      const text = `${this.#name}:${this.#said++}`
      const id = this.#client?.post(this.#topic, text)
      if (id !== undefined) this.#unanswered.set(id, text)
    }
  }

  /** Takes in what has come on the present line. */
  hear(): void {
    for (const { id, seq } of this.#client?.all('done') ?? []) {
      const text = this.#unanswered.get(id)
      if (text !== undefined) this.acknowledged.set(text, seq)
      this.#unanswered.delete(id)
    }
    const last = this.heard.at(-1)?.seq ?? 0
    for (const { seq, action } of this.#client?.events ?? []) {
      if (seq > last && action.kind === 'post') this.heard.push({ seq, text: action.text })
    }
  }

  get waiting(): number {
    return this.#unanswered.size
  }

  get answers(): number {
    return this.#client?.all('done').length ?? 0
  }

  leave(): void {
    this.#client?.destroy()
  }
}

test('[V3, V4] kills in the middle of bursts: what was acknowledged is there once, and everybody hears everything once', async () => {
  const owner = await server.guest()
  const document = await server.newDocument(owner)
  await server.request(owner, 'PUT', `/api/documents/${document}/link`, { role: 'commenter' })
  const topic = `chat:${document}`
  const writers: Writer[] = []
  for (let n = 0; n < WRITERS; n++) writers.push(new Writer(`w${n}`, await server.guest(), topic))
  for (let round = 0; round < ROUNDS; round++) {
    for (const writer of writers) await writer.comeBack()
    for (const writer of writers) writer.speak(BURST)
    await eventually(() => expect(writers.some(({ answers }) => answers > 20)).toBe(true))
    await server.end('SIGKILL')
    for (const writer of writers) writer.hear()
    await server.start()
  }
  for (const writer of writers) await writer.comeBack()
  await eventually(() => {
    for (const writer of writers) writer.hear()
    expect(writers.map(({ waiting }) => waiting)).toEqual(writers.map(() => 0))
    for (const { heard } of writers) expect(heard).toHaveLength(WRITERS * ROUNDS * BURST)
  })
  const said = writers.flatMap((_, n) => Array.from({ length: ROUNDS * BURST }, (_, at) => `w${n}:${at}`))
  for (const { heard } of writers) {
    expect(heard.map(({ seq }) => seq)).toEqual(heard.map((_, at) => at + 1))
    expect(heard.map(({ text }) => text).sort()).toEqual([...said].sort())
    expect(heard).toEqual(writers[0]?.heard)
  }
  const order = new Map(writers[0]?.heard.map(({ seq, text }) => [text, seq]))
  for (const { acknowledged } of writers) {
    for (const [text, seq] of acknowledged) expect(order.get(text), text).toBe(seq)
  }
  for (const writer of writers) writer.leave()
})
