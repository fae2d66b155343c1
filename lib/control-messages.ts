import { z } from 'zod'
import { ROLES } from './roles.ts'

/** The WebSocket subprotocol that adds control messages to the y-websocket protocol. */
export const SUBPROTOCOL = 'scriptorium.v1'

const role = z.enum(ROLES)
const count = z.int().nonnegative()

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
])

export type ControlMessage = z.infer<typeof controlMessage>
