import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { ClientMessage, ControlMessage } from './control-messages.ts'

/*
 * The y-websocket protocol plus control messages. One message per WebSocket message.
 *
 *   message   := 0 sync | 1 awareness | 3 | 120 control
 *   sync      := 0 octets(state vector) | 1 octets(update) | 2 octets(update)
 *   awareness := octets(count { clientId clock string(JSON state) })
 *   control   := string(JSON)
 *   octets    := varuint(length) length*octet       string := octets in UTF-8
 *
 * Source: y-protocols PROTOCOL.md; the numbers below are its and y-websocket's.
 */
export const MESSAGE_SYNC = 0
export const MESSAGE_AWARENESS = 1
export const MESSAGE_QUERY_AWARENESS = 3
export const MESSAGE_CONTROL = 120
export const SYNC_STEP_1 = 0
export const SYNC_STEP_2 = 1
export const SYNC_UPDATE = 2

/** A message decoded once at the edge. Octet arrays are views into the message. */
export type WireMessage =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'step2'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly entries: Uint8Array }
  | { readonly kind: 'query-awareness' }
  | { readonly kind: 'control'; readonly json: string }
  | { readonly kind: 'unknown'; readonly type: number }
  | { readonly kind: 'malformed'; readonly why: string }

/** Decodes one message. Never throws: what does not decode, or has octets left over, is `malformed`. */
export function readMessage(bytes: Uint8Array): WireMessage {
  const decoder = decoding.createDecoder(bytes)
  try {
    const message = readBody(decoder)
    if (message.kind !== 'unknown' && decoding.hasContent(decoder)) {
      return { kind: 'malformed', why: 'octets after the message' }
    }
    return message
  } catch (error) {
    return { kind: 'malformed', why: error instanceof Error ? error.message : 'undecodable' }
  }
}

function readBody(decoder: decoding.Decoder): WireMessage {
  const type = decoding.readVarUint(decoder)
  switch (type) {
    case MESSAGE_SYNC:
      return readSync(decoder)
    case MESSAGE_AWARENESS:
      return { kind: 'awareness', entries: readOctets(decoder) }
    case MESSAGE_QUERY_AWARENESS:
      return { kind: 'query-awareness' }
    case MESSAGE_CONTROL:
      return { kind: 'control', json: new TextDecoder('utf-8', { fatal: true }).decode(readOctets(decoder)) }
    default:
      return { kind: 'unknown', type }
  }
}

function readSync(decoder: decoding.Decoder): WireMessage {
  const step = decoding.readVarUint(decoder)
  switch (step) {
    case SYNC_STEP_1:
      return { kind: 'step1', stateVector: readOctets(decoder) }
    case SYNC_STEP_2:
      return { kind: 'step2', update: readOctets(decoder) }
    case SYNC_UPDATE:
      return { kind: 'update', update: readOctets(decoder) }
    default:
      return { kind: 'malformed', why: 'unknown sync step' }
  }
}

/**
 * A length-prefixed view. Unlike lib0's, it checks the declared length against the octets of the message itself:
 * a message is often a window on a larger buffer, and what lies behind it belongs to others.
 */
export function readOctets(decoder: decoding.Decoder): Uint8Array {
  const length = decoding.readVarUint(decoder)
  if (length > decoder.arr.length - decoder.pos) throw new Error('length beyond the message')
  return decoding.readUint8Array(decoder, length)
}

function syncMessage(step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_SYNC)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}

export const writeStep1 = (stateVector: Uint8Array): Uint8Array => syncMessage(SYNC_STEP_1, stateVector)
export const writeStep2 = (update: Uint8Array): Uint8Array => syncMessage(SYNC_STEP_2, update)
export const writeUpdate = (update: Uint8Array): Uint8Array => syncMessage(SYNC_UPDATE, update)

/** `entries` is `count { clientId clock string }`, as in the grammar above. */
export function writeAwareness(entries: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_AWARENESS)
  encoding.writeVarUint8Array(encoder, entries)
  return encoding.toUint8Array(encoder)
}

export function writeControl(message: ControlMessage | ClientMessage): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_CONTROL)
  encoding.writeVarString(encoder, JSON.stringify(message))
  return encoding.toUint8Array(encoder)
}

/** An awareness message without entries: keeps a stock client's 30 s watchdog quiet. Octets `01 01 00`. */
export const HEARTBEAT: Uint8Array = writeAwareness(new Uint8Array([0]))
