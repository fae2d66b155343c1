import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Presence } from '../../server/presence.ts'
import { fakeConnection } from './fake-connection.ts'

export type Entry = readonly [id: number, clock: number, state: unknown]

/** An awareness message; a state that is a string goes in as it is. */
export function entriesOf(entries: readonly Entry[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, entries.length)
  for (const [id, clock, state] of entries) {
    encoding.writeVarUint(encoder, id)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, typeof state === 'string' ? state : JSON.stringify(state))
  }
  return encoding.toUint8Array(encoder)
}

export function readEntries(bytes: Uint8Array | null): Entry[] {
  if (bytes === null) return []
  const decoder = decoding.createDecoder(bytes)
  return Array.from({ length: decoding.readVarUint(decoder) }, (): Entry => {
    const [id, clock] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder)]
    return [id, clock, JSON.parse(decoding.readVarString(decoder))]
  })
}

/** A connection of this user. */
export const person = (user = 'ann') => fakeConnection({ user }).connection
/** What the server says of a user. */
export const stamp = (id = 'ann') => ({ id, name: `Name of ${id}`, color: '#112233' })
export const CARET = { cursor: { anchor: 3, head: 3 } }

/** One room's presence with a clock at 0. */
export function room(ownerOf: (client: number) => string | null = () => null) {
  const presence = new Presence(ownerOf)
  const say = (from: ReturnType<typeof person>, ...entries: Entry[]) =>
    presence.receive(from, entriesOf(entries), 0)
  const here = () => readEntries(presence.all())
  const changed = () => readEntries(presence.takeChanged())
  return { presence, say, here, changed }
}
