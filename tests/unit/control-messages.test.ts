import { describe, expect, test } from 'vitest'
import { type ControlMessage, controlMessage, readClientMessage } from '../../lib/control-messages.ts'
import { readMessage, writeControl } from '../../lib/wire.ts'

const LIMITS = { messageBytes: 4_194_304, documentBytes: 10_485_760, updatesPerSecond: 100 }

const AT = { type: { client: 7, clock: 3 }, tname: null, item: null, assoc: 0 } as const

/** One of each type; the type makes the compiler complain when one is missing here. */
const EXAMPLES = {
  hello: { type: 'hello', role: 'editor', limits: LIMITS, size: 0 },
  saved: { type: 'saved', count: 17 },
  role: { type: 'role', role: 'viewer', by: 'Änne "the boss"' },
  size: { type: 'size', bytes: 1_000, cap: 10_485_760 },
  rejected: { type: 'rejected', count: 3, why: 'role' },
  gather: { type: 'gather', by: 'Änne', userId: 'u1', at: AT },
  gathered: { type: 'gathered', people: 3 },
  notice: { type: 'notice', text: 'Der Server startet neu 🙂\n' },
} satisfies { [T in ControlMessage['type']]: Extract<ControlMessage, { type: T }> }

const parse = (json: string) => controlMessage.safeParse(JSON.parse(json))

describe.each(Object.values(EXAMPLES))('[W2] a message of type $type', (message: ControlMessage) => {
  test('is on the other side what it was here', () => {
    const read = readMessage(writeControl(message))
    if (read.kind !== 'control') throw new Error(read.kind)
    expect(parse(read.json)).toEqual({ success: true, data: message })
  })

  test('is refused when any of its fields is missing or of another type', () => {
    for (const field of Object.keys(message)) {
      const { [field]: _, ...without } = message as unknown as Record<string, unknown>
      expect(controlMessage.safeParse(without).success, `without ${field}`).toBe(false)
      expect(controlMessage.safeParse({ ...message, [field]: [] }).success, `${field} a list`).toBe(false)
    }
  })

  test('is understood with a field that a later server adds', () => {
    expect(controlMessage.safeParse({ ...message, later: true }).success).toBe(true)
  })
})

test.each([
  ['a negative count', { type: 'saved', count: -1 }],
  ['half an update', { type: 'saved', count: 1.5 }],
  ['a count beyond what is exact', { type: 'saved', count: 2 ** 53 }],
  ['a count in words', { type: 'saved', count: '17' }],
  ['an unknown role', { type: 'role', role: 'admin', by: null }],
  ['no role', { type: 'role', role: null, by: null }],
  ['an unknown type', { type: 'goodbye' }],
  ['a type of Object', { type: 'constructor' }],
  ['limits without a number', { ...EXAMPLES.hello, limits: { ...LIMITS, documentBytes: null } }],
])('[W2] %s is refused: nothing is Saved by a message that is not understood', (_, message) => {
  expect(controlMessage.safeParse(message).success).toBe(false)
})

test.each(['null', '[]', '"saved"', '17', 'true', '{}'])(
  '[W2] JSON that is no message (%s) is refused',
  (json) => {
    expect(parse(json).success).toBe(false)
  },
)

test('a role changed by nobody has no name', () => {
  expect(parse('{"type":"role","role":"viewer","by":null}').success).toBe(true)
})

test('[T6] what a client asks is read as it was said', () => {
  const asked = { type: 'gather', at: AT } as const
  const read = readMessage(writeControl(asked))
  expect(read.kind === 'control' && readClientMessage(read.json)).toEqual(asked)
})

test.each([
  ['no JSON', '{'],
  ['no place', '{"type":"gather"}'],
  ['a place in another root', JSON.stringify({ type: 'gather', at: { ...AT, tname: 'other' } })],
  [
    'a place beyond what is exact',
    JSON.stringify({ type: 'gather', at: { ...AT, item: { client: 2 ** 60, clock: 0 } } }),
  ],
  [
    'a place before the first',
    JSON.stringify({ type: 'gather', at: { ...AT, item: { client: 1, clock: -1 } } }),
  ],
  ['the word of the server', JSON.stringify(EXAMPLES.notice)],
  ['more than it may have', JSON.stringify({ type: 'gather', at: AT, more: 'x'.repeat(600) })],
  ['nothing', 'null'],
])('[T6] %s is passed over', (_, json) => {
  expect(readClientMessage(json)).toBe(null)
})

test('[T6] what a client adds is not passed on', () => {
  expect(readClientMessage(JSON.stringify({ type: 'gather', at: { ...AT, more: 1 }, by: 'me' }))).toEqual({
    type: 'gather',
    at: AT,
  })
})
