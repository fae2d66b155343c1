import * as encoding from 'lib0/encoding'
import { SUBPROTOCOL } from '../../lib/control-messages.ts'
import type { Dialect } from './job.ts'

/*
 * Hocuspocus puts the document's name before each message and wants a token first:
 *
 *   message := string(document) (0 sync | 4 sync reply | 2 authentication | 8 saved or not | ...)
 *   authentication := 0 string(token)      from the client
 *
 * Source: @hocuspocus/server 4.7 src/types.ts (MessageType), @hocuspocus/common src/auth.ts.
 */
export const HOCUSPOCUS_AUTH = 2
export const HOCUSPOCUS_SYNC_REPLY = 4
const AUTH_TOKEN = 0

/** Names made up by the bench where the server does not make them. Shorter than 128, so its length is one octet. */
export const documentName = (index: number): string => `bench-${index}`

/** How one connection to one document speaks. */
export interface DialectRules {
  readonly path: string
  readonly subprotocol: string | null
  /** Octets before the message type in what the server sends. */
  readonly addressOctets: number
  readonly address: (message: Uint8Array) => Uint8Array
  /** The first message, already addressed; null where the cookie has said it all. */
  readonly authentication: Uint8Array | null
  /** Whether the server answers step 1. */
  readonly syncs: boolean
}

const asItIs = (message: Uint8Array): Uint8Array => message

const PLAIN = {
  subprotocol: null,
  addressOctets: 0,
  address: asItIs,
  authentication: null,
  syncs: true,
} as const

export function dialectRules(dialect: Dialect, document: string): DialectRules {
  switch (dialect) {
    case 'scriptorium':
      return { ...PLAIN, path: `/sync/${document}`, subprotocol: SUBPROTOCOL }
    case 'y-websocket':
      return { ...PLAIN, path: `/${document}` }
    case 'relay':
      return { ...PLAIN, path: `/${document}`, syncs: false }
    case 'hocuspocus':
      return hocuspocusRules(document)
  }
}

function hocuspocusRules(document: string): DialectRules {
  const prefix = encoding.encode((encoder) => encoding.writeVarString(encoder, document))
  const address = (message: Uint8Array): Uint8Array => {
    const addressed = new Uint8Array(prefix.length + message.length)
    addressed.set(prefix)
    addressed.set(message, prefix.length)
    return addressed
  }
  const authentication = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, HOCUSPOCUS_AUTH)
    encoding.writeVarUint(encoder, AUTH_TOKEN)
    encoding.writeVarString(encoder, '')
  })
  return {
    path: '/',
    subprotocol: null,
    addressOctets: prefix.length,
    address,
    authentication: address(authentication),
    syncs: true,
  }
}
