import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import next from 'next'
import sirv from 'sirv'

const STATIC = '/_next/static/'
const YEAR_S = 365 * 24 * 3600

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
  // the files of the pages as the build has compressed them; what is not among them is Next's to answer
  const files = dev ? null : sirv('.next/static', { brotli: true, immutable: true, maxAge: YEAR_S })
  server.on('request', (request, response) => {
    const { url = '' } = request
    const answer = (): void => {
      request.url = url
      void handle(request, response)
    }
    if (files === null || !url.startsWith(STATIC)) return answer()
    request.url = url.slice(STATIC.length - 1)
    files(request, response, answer)
  })
  await app.prepare()
  process.send?.({ port })
})
process.on('disconnect', () => process.exit(0))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
