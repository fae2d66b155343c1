import { fork } from 'node:child_process'
import { readConfig } from '../../server/config.ts'
import { createLogger } from '../../server/logger.ts'
import { startServer } from '../../server/server.ts'
import type { UpdateLog } from '../../server/storage/update-log.ts'
import type { Order } from './app.ts'

/**
 * The product with its real log behind a gate, run by `App`. Told `hold`, commits wait in front of the disk, and it
 * says `waiting` for each; told `release`, they go on.
 */
let open = Promise.withResolvers<void>()
open.resolve()
let held = false

const gated = (log: UpdateLog): UpdateLog => ({
  append: async (batch) => {
    if (held) process.send?.('waiting')
    await open.promise
    await log.append(batch)
  },
  read: (document) => log.read(document),
  readHistory: (document, after, upTo) => log.readHistory(document, after, upTo),
  storeSnapshot: (document, snapshot, history) => log.storeSnapshot(document, snapshot, history),
  handOver: (guestId, userId) => log.handOver(guestId, userId),
  setAside: (document, seqs) => log.setAside(document, seqs),
  retire: (before) => log.retire(before),
  list: () => log.list(),
  delete: (document) => log.delete(document),
  probe: () => log.probe(),
  close: () => log.close(),
})

const orders: Readonly<Record<Order, () => void>> = {
  hold: () => {
    if (held) return
    held = true
    open = Promise.withResolvers<void>()
  },
  release: () => {
    held = false
    open.resolve()
  },
}

process.on('message', (order: Order) => {
  orders[order]()
  process.send?.(order)
})
process.on('disconnect', () => process.exit(0))

const result = readConfig(process.env)
if (!result.ok) throw new Error(result.problems.join('\n'))
const { config } = result
const pages = fork('scripts/next.ts', [], {
  env: { ...process.env, SERVER_URL: `http://${config.host}:${config.port}`, NODE_ENV: 'production' },
})
const { port } = await new Promise<{ port: number }>((resolve) => {
  pages.once('message', (message) => resolve(message as { port: number }))
})
const server = await startServer(
  { ...config, nextUrl: `http://127.0.0.1:${port}` },
  { logger: createLogger(config.logLevel), wrapLog: gated },
)
process.stdout.write(`ready at ${server.url}\n`)
