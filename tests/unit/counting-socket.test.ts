import { expect, test } from 'vitest'
import { countedKind, countingSocket } from '../../lib/counting-socket.ts'
import {
  HEARTBEAT,
  writeAwareness,
  writeControl,
  writeStep1,
  writeStep2,
  writeUpdate,
} from '../../lib/wire.ts'

const EMPTY = new Uint8Array([0, 0])

test.each([
  ['a step 2', writeStep2(EMPTY), 'step2'],
  ['an empty step 2', writeStep2(new Uint8Array()), 'step2'],
  ['an update', writeUpdate(EMPTY), 'update'],
  ['a step 1', writeStep1(new Uint8Array([0])), null],
  ['awareness that looks like an update behind its type', writeAwareness(new Uint8Array([2, 0])), null],
  ['a heartbeat', HEARTBEAT, null],
  ['a query for awareness', new Uint8Array([3]), null],
  ['a control message', writeControl({ type: 'saved', count: 1 }), null],
  ['nothing', new Uint8Array(), null],
])('[E2] the server’s count is kept: %s is counted as %s', (_, message, kind) => {
  expect(countedKind(message)).toBe(kind)
})

/** A socket class that only keeps a journal, and sockets made with it. */
function world(refuses = false) {
  const journal: string[] = []
  class Base {
    constructor(url: string, protocols?: string[]) {
      journal.push(`open ${url} ${protocols?.join(' ')}`)
    }
    send(data: { length?: number; byteLength?: number }): void {
      if (refuses) throw new Error('still connecting')
      journal.push(`send ${data.byteLength ?? data.length}`)
    }
  }
  const Counting = countingSocket(Base as unknown as typeof WebSocket, {
    created: () => journal.push('created'),
    sent: (kind) => journal.push(`counted ${kind}`),
  })
  return { journal, socket: new Counting('ws://docs.example/sync/x', ['scriptorium.v1']) }
}

test('a message is counted after it was handed over, as octets or as the buffer that holds them', () => {
  const { journal, socket } = world()
  const update = writeUpdate(EMPTY)
  socket.send(update as Uint8Array<ArrayBuffer>)
  socket.send(update.slice().buffer as ArrayBuffer)
  socket.send(HEARTBEAT as Uint8Array<ArrayBuffer>)
  socket.send('\u0000\u0002')
  const counted = ['send 5', 'counted update', 'send 5', 'counted update']
  expect(journal).toEqual([
    'open ws://docs.example/sync/x scriptorium.v1',
    'created',
    ...counted,
    'send 3',
    'send 2',
  ])
})

test('[E2] a message that the socket refused is not counted: the server will never acknowledge it', () => {
  const { journal, socket } = world(true)
  expect(() => socket.send(writeUpdate(EMPTY) as Uint8Array<ArrayBuffer>)).toThrow('still connecting')
  expect(journal).not.toContain('counted update')
})
