import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { WebSocket } from 'ws'
import { LIVE_SUBPROTOCOL } from '../lib/live-messages.ts'
import { signUp } from '../tests/integration/access/cast.ts'
import { TestServer } from '../tests/integration/test-server.ts'
import { Pen, textOf } from '../tests/pen.ts'

/** What operators who watch cost the server: its CPU under the same crowd without and with them, in turns. */
const { values } = parseArgs({
  options: {
    watchers: { type: 'string', default: '50' },
    documents: { type: 'string', default: '20' },
    people: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '10' },
    turns: { type: 'string', default: '3' },
  },
})
const LETTERS_PER_SECOND = 2
const TICKS_PER_SECOND = 100

const server = new TestServer()
await server.start()
const operator = await signUp(server, 'Olga')

/** CPU seconds of the server so far (proc(5), utime and stime). */
function cpu(): number {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function watch(): Promise<WebSocket> {
  const socket = new WebSocket(`${server.socketUrl}/live`, LIVE_SUBPROTOCOL, {
    headers: { cookie: operator.cookie },
  })
  await new Promise((resolve) => socket.once('message', resolve))
  socket.send(JSON.stringify({ type: 'watch-server', on: true, rooms: 'people' }))
  await new Promise((resolve) => socket.once('message', resolve))
  return socket
}

const pens: Pen[] = []
for (let n = 0; n < Number(values.documents); n++) {
  const cookie = await server.guest()
  const document = await server.newDocument(cookie, `Document ${n}`)
  const own = Array.from({ length: Number(values.people) }, () => new Pen(server.url, cookie, document))
  for (const pen of own) await pen.until(({ status }) => status.kind === 'saved')
  pens.push(...own)
}
const typing = pens.map((pen, n) =>
  setTimeout(
    () => setInterval(() => textOf(pen.doc).insert(0, 'x'), 1_000 / LETTERS_PER_SECOND),
    (n * 1_000) / LETTERS_PER_SECOND / pens.length,
  ),
)
await pause(5_000)
const spent = { without: 0, with: 0 }
for (let turn = 0; turn < Number(values.turns); turn++) {
  for (const kind of ['without', 'with'] as const) {
    const watchers: WebSocket[] = []
    if (kind === 'with') for (let n = 0; n < Number(values.watchers); n++) watchers.push(await watch())
    await pause(1_000)
    const before = cpu()
    await pause(Number(values.seconds) * 1_000)
    const used = cpu() - before
    spent[kind] += used
    process.stdout.write(`${kind}: ${used.toFixed(2)} s of CPU in ${values.seconds} s\n`)
    for (const socket of watchers) socket.close()
  }
}
const more = spent.with / spent.without - 1
process.stdout.write(`${values.watchers} watchers: ${(100 * more).toFixed(1)} % more CPU\n`)
for (const timer of typing) clearTimeout(timer)
await server.dispose()
process.exit(0)
