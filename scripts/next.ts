import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import next from 'next'

/**
 * Next.js on a free loopback port, as a child of `start.ts`. Tells its parent the port, and ends with it: when the
 * parent is gone, however it went, so is the channel to it.
 */
const dev = process.argv.includes('--dev')
const server = createServer()
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address() as AddressInfo
  const app = next({ dev, hostname: '127.0.0.1', port, httpServer: server })
  const handle = app.getRequestHandler()
  server.on('request', (request, response) => void handle(request, response))
  await app.prepare()
  process.send?.({ port })
})
process.on('disconnect', () => process.exit(0))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
