import { HEARTBEAT } from '../lib/wire.ts'
import type { Connection } from './connection.ts'
import { binaryFrame, textFrame } from './frame.ts'
import type { LiveConnection } from './live/live-connection.ts'

/** Stock clients drop a line that brought no message for 30 s; pings do not count for them. */
const SILENCE_MS = 12_000
/** A peer that has answered nothing for this long is gone. */
const DEAD_AFTER_MS = 35_000
const PING_AFTER_MS = 15_000
const FRAME = binaryFrame(HEARTBEAT)
const LIVE_FRAME = textFrame(JSON.stringify({ type: 'beat' }))

/** One beat for all connections (call it every few seconds): keeps quiet lines open, finds dead ones. */
export function beat(connections: Iterable<Connection>, now: number): void {
  for (const connection of connections) {
    const quiet = now - connection.lastHeardAt
    if (quiet > DEAD_AFTER_MS) connection.close({ code: 1001, word: 'idle' })
    else {
      if (quiet > PING_AFTER_MS) connection.ping()
      if (now - connection.lastSentAt > SILENCE_MS && connection.laggingSince === null) {
        connection.sendFrame(FRAME)
      }
    }
  }
}

/** The same on `/live`. */
export function liveBeat(connections: Iterable<LiveConnection>, now: number): void {
  for (const connection of connections) {
    const quiet = now - connection.lastHeardAt
    if (quiet > DEAD_AFTER_MS) connection.close({ code: 1001, word: 'idle' })
    else {
      if (quiet > PING_AFTER_MS) connection.ping()
      if (now - connection.lastSentAt > SILENCE_MS) connection.sendFrame(LIVE_FRAME)
    }
  }
}
