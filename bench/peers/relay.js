/*
 * A bare relay, the floor: forwards each message to the others in the room (the path), parses nothing,
 * stores nothing. HOST and PORT come from the environment.
 */
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

/** @type {Map<string, Set<import('ws').WebSocket>>} */
const rooms = new Map()

const http = createServer((_request, response) => response.end('ok'))
const sockets = new WebSocketServer({ server: http })

sockets.on('connection', (socket, request) => {
  const path = request.url ?? '/'
  const room = rooms.get(path) ?? new Set()
  rooms.set(path, room.add(socket))
  socket.on('message', (message) => {
    for (const other of room) if (other !== socket) other.send(message)
  })
  socket.on('error', (error) => process.stderr.write(`${error.message}\n`))
  socket.on('close', () => {
    room.delete(socket)
    if (room.size === 0) rooms.delete(path)
  })
})

http.listen(Number(process.env.PORT), process.env.HOST)
