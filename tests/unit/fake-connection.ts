import type { Buffer } from 'node:buffer'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { ControlMessage } from '../../lib/control-messages.ts'
import type { Language } from '../../lib/i18n/languages.ts'
import type { DocumentId } from '../../lib/ids.ts'
import type { Role } from '../../lib/roles.ts'
import { readMessage, type WireMessage } from '../../lib/wire.ts'
import { Connection } from '../../server/connection.ts'
import { TokenBucket } from '../../server/token-bucket.ts'

/** A real connection on a socket that only remembers what was written and never fills up. */
export interface FakeConnection {
  readonly connection: Connection
  readonly frames: Buffer[]
  /** What was done to the socket besides: `close 1008 role`, `ping`, `terminate`. */
  readonly events: string[]
  /** Set to pretend that this many octets wait in the socket. */
  writableLength: number
}

export interface FakeOptions {
  readonly user?: string
  readonly role?: Role
  readonly controls?: boolean
  readonly language?: Language
  readonly now?: () => number
}

const DOCUMENT = '0123456789abcdefghjkmnpqrs' as DocumentId
let made = 0

export function fakeConnection({
  user = 'ann',
  role = 'editor',
  controls = true,
  language = 'en',
  now = () => 0,
}: FakeOptions = {}): FakeConnection {
  const frames: Buffer[] = []
  const events: string[] = []
  const ws = {
    readyState: 1,
    OPEN: 1,
    ping: () => events.push('ping'),
    pause: () => events.push('pause'),
    resume: () => events.push('resume'),
    terminate: () => events.push('terminate'),
    close: (code: number, reason: string) => events.push(`close ${code} ${reason}`),
  }
  const socket = {
    write: (frame: Buffer) => frames.push(frame) > 0,
    get writableLength() {
      return fake.writableLength
    },
  }
  const connection = new Connection({
    id: `connection-${++made}`,
    document: DOCUMENT,
    principal: {
      userId: user,
      name: `Name of ${user}`,
      color: '#112233',
      sessionId: `session-${made}`,
      sessionEndsAt: Number.MAX_SAFE_INTEGER,
    },
    role,
    language,
    controls,
    ws: ws as unknown as WebSocket,
    socket: socket as unknown as Duplex,
    updates: new TokenBucket(100, 1_000, now()),
    awareness: new TokenBucket(50, 200, now()),
    now,
  })
  const fake: FakeConnection = { connection, frames, events, writableLength: 0 }
  return fake
}

/** The message in a frame that the server wrote (its own header reader: RFC 6455 section 5.2). */
export function messageOf(frame: Uint8Array): WireMessage {
  const short = (frame[1] ?? 0) & 127
  return readMessage(frame.subarray(short < 126 ? 2 : short === 126 ? 4 : 10))
}

/** The control messages among what a connection was sent. */
export const controlsOf = ({ frames }: FakeConnection): ControlMessage[] =>
  frames.flatMap((frame) => {
    const message = messageOf(frame)
    return message.kind === 'control' ? [JSON.parse(message.json) as ControlMessage] : []
  })
