import { z } from 'zod'
import { TEXT_ROOT } from './document-roots.ts'
import { ROLES } from './roles.ts'

/** The WebSocket subprotocol that adds control messages to the y-websocket protocol. */
export const SUBPROTOCOL = 'scriptorium.v1'

const role = z.enum(ROLES)
const count = z.int().nonnegative()

const itemId = z.object({ client: count, clock: count })

/** A place in the text that stays there whatever others write: the fields of a Yjs relative position. */
export const textPlace = z.object({
  type: itemId.nullable(),
  tname: z.literal(TEXT_ROOT).nullable(),
  item: itemId.nullable(),
  assoc: z.literal([0, -1]),
})
export type TextPlace = z.infer<typeof textPlace>

/** Server to client, as JSON in message type 120. */
export const controlMessage = z.discriminatedUnion('type', [
  /** First message of a connection. Octets, and updates per second. */
  z.object({
    type: z.literal('hello'),
    role,
    limits: z.object({ messageBytes: count, documentBytes: count, updatesPerSecond: count }),
    size: count,
  }),
  /** The first `count` updates and step 2s received on this connection are on disk. */
  z.object({ type: z.literal('saved'), count }),
  /** The role changed while connected. `by` is the name of who changed it, null when nobody did (an expiry). */
  z.object({ type: z.literal('role'), role, by: z.string().nullable() }),
  /** Octets of the encoded state, and the most it may have. */
  z.object({ type: z.literal('size'), bytes: count, cap: count }),
  /** The write numbered `count` on this connection (from 1) was not taken. `why` is the close reason that follows. */
  z.object({ type: z.literal('rejected'), count, why: z.string() }),
  z.object({ type: z.literal('notice'), text: z.string() }),
  /** Somebody who may edit asks everybody to look at a place. `by` is the server's word on who: the name, and the user. */
  z.object({ type: z.literal('gather'), by: z.string(), userId: z.string(), at: textPlace }),
  /** The answer to who asked: how many other people were told. */
  z.object({ type: z.literal('gathered'), people: count }),
])

export type ControlMessage = z.infer<typeof controlMessage>

/** Client to server, likewise. What does not parse is passed over. */
export const clientMessage = z.discriminatedUnion('type', [
  /** Asks everybody to look at a place; only for who may edit. */
  z.object({ type: z.literal('gather'), at: textPlace }),
])

export type ClientMessage = z.infer<typeof clientMessage>

/** Characters of the JSON of a message from a client; the largest that has a meaning is about half of it. */
const MAX_CLIENT_MESSAGE_LENGTH = 512

/** Reads what a client says; null when it is too long or says nothing that is known. */
export function readClientMessage(json: string): ClientMessage | null {
  if (json.length > MAX_CLIENT_MESSAGE_LENGTH) return null
  try {
    return clientMessage.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}
