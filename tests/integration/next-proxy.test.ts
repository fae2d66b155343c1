import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { NextProxy } from '../../server/next-proxy.ts'

const logger = pino({ level: 'silent' })
const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  open.push({ close })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A proxy in front of pages that are answered by `pages`. */
async function proxied(pages: Server): Promise<string> {
  const proxy = new NextProxy(await listening(pages), logger, false)
  open.push(proxy)
  return listening(createServer((request, response) => proxy.handle(request, response, {}, [], 'en')))
}

async function ask(url: string): Promise<{ status: number; complete: boolean; body: string }> {
  const [answer] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage]
  let body = ''
  answer.on('data', (part) => (body += part))
  answer.on('error', () => undefined)
  await new Promise((resolve) => answer.on('close', resolve))
  return { status: answer.statusCode ?? 0, complete: answer.complete, body }
}

test('[X7] a line to the pages that was closed in the moment it was taken again is asked anew', async () => {
  const lines = new Set<Socket>()
  const pages = createServer((request, response) => {
    const { socket } = request
    // the second request on a line finds it closed, as one whose idle time has just ended
    if (lines.has(socket)) return void socket.resetAndDestroy()
    lines.add(socket)
    response.end('a page')
  })
  const url = await proxied(pages)
  for (let i = 0; i < 4; i += 1)
    expect(await ask(url)).toEqual({ status: 200, complete: true, body: 'a page' })
  expect(lines.size).toBe(4)
})

test('[X7] an answer of the pages that breaks off breaks off for the visitor, and does not keep one waiting', async () => {
  const pages = createServer((request, response) => {
    response.writeHead(200, { 'Content-Length': 1_000 })
    response.write('half')
    setImmediate(() => request.socket.destroy())
  })
  expect(await ask(await proxied(pages))).toEqual({ status: 200, complete: false, body: 'half' })
})

test('[X7] pages that do not answer are said so', async () => {
  const pages = createServer((request) => request.socket.resetAndDestroy())
  const { status, complete, body } = await ask(await proxied(pages))
  expect({ status, complete }).toEqual({ status: 502, complete: true })
  expect(body).toContain('<html lang="en">')
})
