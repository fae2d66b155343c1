import { afterEach, expect, test } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { DocumentLine, type LineWorld } from '../../lib/document-line.ts'
import { readMessage, writeAwareness } from '../../lib/wire.ts'
import { type Entry, entriesOf, readEntries } from './presence-room.ts'

/** A socket that opens when told to and remembers what it was given. */
class FakeSocket {
  static readonly made: FakeSocket[] = []
  readonly OPEN = 1
  readyState = 0
  readonly sent: Uint8Array[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null

  constructor() {
    FakeSocket.made.push(this)
  }

  send(data: Uint8Array): void {
    this.sent.push(data)
  }

  close(): void {
    this.readyState = 3
  }

  open(): void {
    this.readyState = 1
    this.onopen?.()
  }

  hear(message: Uint8Array): void {
    this.onmessage?.({ data: message.slice().buffer })
  }

  /** The awareness entries that were sent since this was last asked. */
  said(): Entry[] {
    return this.sent.splice(0).flatMap((octets) => {
      const message = readMessage(octets)
      return message.kind === 'awareness' ? readEntries(message.entries) : []
    })
  }
}

const lines: DocumentLine[] = []
afterEach(() => {
  for (const line of lines.splice(0)) {
    line.destroy()
    line.provider.awareness.destroy()
  }
})

function open() {
  const world: LineWorld = {
    WebSocket: FakeSocket as unknown as typeof WebSocket,
    probe: async () => ({ kind: 'admitted' }),
    isOnline: () => true,
    random: () => 0,
    now: () => 0,
  }
  const nothing = (): void => undefined
  const said = { changed: nothing, created: nothing, sent: nothing, control: nothing, ended: nothing }
  const received = <T>(_update: Uint8Array, apply: () => T): T => apply()
  const events = { ...said, received, stateFor: () => new Uint8Array([0, 0]) }
  const line = new DocumentLine('ws://here/sync', 'document', new Y.Doc(), world, events)
  lines.push(line)
  const { awareness } = line.provider
  awareness.setLocalState({ cursor: 1 })
  line.start()
  const socket = FakeSocket.made.at(-1) as FakeSocket
  socket.open()
  return { socket, awareness }
}

test('[P2] what is told of others is not repeated to the server; one’s own state is said', () => {
  const { socket, awareness } = open()
  expect(socket.said().map(([id]) => id)).toEqual([awareness.clientID])
  const other = new Awareness(new Y.Doc())
  other.setLocalState({ cursor: 5 })
  socket.hear(writeAwareness(encodeAwarenessUpdate(other, [other.clientID])))
  expect(awareness.getStates().get(other.clientID)).toEqual({ cursor: 5 })
  socket.hear(writeAwareness(entriesOf([[other.clientID, 9, null]])))
  expect(awareness.getStates().has(other.clientID)).toBe(false)
  expect(socket.said()).toEqual([])
  awareness.setLocalState({ cursor: 2 })
  expect(socket.said().map(([id, , state]) => [id, state])).toEqual([[awareness.clientID, { cursor: 2 }]])
  other.destroy()
})

test('[P8] who is told to be gone and is not says so', () => {
  const { socket, awareness } = open()
  const [[id, clock] = []] = socket.said()
  socket.hear(writeAwareness(entriesOf([[id as number, clock as number, null]])))
  expect(socket.said()).toEqual([[awareness.clientID, (clock as number) + 1, { cursor: 1 }]])
})
