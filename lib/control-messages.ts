import { TEXT_ROOT } from './document-roots.ts'
import { ROLES } from './roles.ts'
import { count, type Of, object, ofType, oneOf, orNull, text } from './shape.ts'

/** The WebSocket subprotocol that adds control messages to the y-websocket protocol. */
export const SUBPROTOCOL = 'scriptorium.v1'

const role = oneOf(...ROLES)

const itemId = object({ client: count, clock: count })

/** A place in the text that stays there whatever others write: the fields of a Yjs relative position. */
export const textPlace = object({
  type: orNull(itemId),
  tname: orNull(oneOf(TEXT_ROOT)),
  item: orNull(itemId),
  assoc: oneOf(0, -1),
})
export type TextPlace = Of<typeof textPlace>

/** Server to client, as JSON in message type 120. */
export const controlMessage = ofType({
  /** First message of a connection. Octets, and updates per second. */
  hello: {
    role,
    limits: object({ messageBytes: count, documentBytes: count, updatesPerSecond: count }),
    size: count,
  },
  /** The first `count` updates and step 2s received on this connection are on disk. */
  saved: { count },
  /** The role changed while connected. `by` is the name of who changed it, null when nobody did (an expiry). */
  role: { role, by: orNull(text) },
  /** Octets of the encoded state, and the most it may have. */
  size: { bytes: count, cap: count },
  /** The write numbered `count` on this connection (from 1) was not taken. `why` is the close reason that follows. */
  rejected: { count, why: text },
  notice: { text: text },
  /** Somebody who may edit asks everybody to look at a place. `by` is the server's word on who: the name, and the user. */
  gather: { by: text, userId: text, at: textPlace },
  /** The answer to who asked: how many other people were told. */
  gathered: { people: count },
})

export type ControlMessage = Of<typeof controlMessage>

/** Client to server, likewise. What does not parse is passed over. */
export const clientMessage = ofType({
  /** Asks everybody to look at a place; only for who may edit. */
  gather: { at: textPlace },
})

export type ClientMessage = Of<typeof clientMessage>

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
