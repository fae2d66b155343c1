import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands where Next.js does, says yes to everything, and notes what it is asked. */
export class PagesStub {
  readonly asked: string[] = []
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push(`${request.method} ${request.url}`)
      response.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 's-maxage=60' }).end('a page')
    })
    this.#server.on('upgrade', (request, socket) => {
      this.asked.push(`upgrade ${request.url}`)
      socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
    })
  }

  static async start(): Promise<PagesStub> {
    const stub = new PagesStub()
    await new Promise<void>((resolve) => stub.#server.listen(0, '127.0.0.1', resolve))
    return stub
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
