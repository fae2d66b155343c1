import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { readProcess } from '../process-stats.ts'
import type { Endpoint } from './job.ts'
import type { Memory } from './results.ts'

/*
 * What a Node process holds, without what it has not collected yet: SIGUSR1 opens its inspector, which collects and
 * counts. https://chromedevtools.github.io/devtools-protocol/v8/
 */
const OPEN_LIMIT_MS = 5_000
const OPEN_POLL_MS = 50
const CALL_LIMIT_MS = 20_000
/** A second one takes what finalizers of the first let go. */
const COLLECTIONS = 2

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() }))
const usage = z.object({
  result: z.object({ value: z.object({ heapUsed: z.number(), external: z.number() }) }),
})
const answer = z.object({ id: z.number(), result: z.unknown() })

/** @throws Error when the process has no inspector, or does not answer in time. */
export async function collectedMemory({ pid, inspectorPort }: Endpoint): Promise<Memory> {
  process.kill(pid, 'SIGUSR1')
  const socket = new WebSocket(await debuggerUrl(inspectorPort))
  try {
    await once(socket, 'open')
    for (let i = 0; i < COLLECTIONS; i++) await call(socket, 'HeapProfiler.collectGarbage', {})
    const expression = 'process.memoryUsage()'
    const { result } = usage.parse(
      await call(socket, 'Runtime.evaluate', { expression, returnByValue: true }),
    )
    const { rssBytes } = readProcess(pid)
    return { liveBytes: result.value.heapUsed + result.value.external, rssBytes }
  } finally {
    socket.close()
  }
}

async function debuggerUrl(port: number): Promise<string> {
  const deadline = performance.now() + OPEN_LIMIT_MS
  for (;;) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/json/list`)
      const [target] = targets.parse(await response.json())
      if (target !== undefined) return target.webSocketDebuggerUrl
    } catch (error) {
      if (performance.now() > deadline) throw new Error(`no inspector on port ${port}`, { cause: error })
    }
    await sleep(OPEN_POLL_MS)
  }
}

let calls = 0

async function call(socket: WebSocket, method: string, params: object): Promise<unknown> {
  const id = ++calls
  socket.send(JSON.stringify({ id, method, params }))
  for (;;) {
    const event = await once(socket, 'message')
    if (!(event instanceof MessageEvent)) throw new Error(`${method}: ${event.type}`)
    const message = answer.safeParse(JSON.parse(String(event.data)))
    if (message.success && message.data.id === id) return message.data.result
  }
}

function once(socket: WebSocket, type: 'open' | 'message'): Promise<Event> {
  const { promise, resolve, reject } = Promise.withResolvers<Event>()
  const limit = setTimeout(() => reject(new Error('the inspector does not answer')), CALL_LIMIT_MS)
  socket.addEventListener(type, resolve, { once: true })
  socket.addEventListener('error', () => reject(new Error('the inspector broke off')), { once: true })
  return promise.finally(() => clearTimeout(limit))
}
