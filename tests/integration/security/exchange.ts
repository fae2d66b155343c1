import { connect, type Socket } from 'node:net'
import { within } from '../wire/within.ts'

/** Longer than a request head may take, see `front-door.ts`. */
export const HALF_A_HANDSHAKE_MS = 15_000

/** Opens a line, lets `talk` write to it, and resolves with all that came back when the line has ended. */
export function exchange(port: number, talk: (socket: Socket) => void): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const heard = new Promise<string>((resolve) => {
    let text = ''
    socket.on('data', (part) => {
      text += part.toString()
    })
    socket.on('close', () => resolve(text))
    socket.on('error', () => undefined)
  })
  talk(socket)
  return within(HALF_A_HANDSHAKE_MS, 'the end of the line', heard).finally(() => socket.destroy())
}
