import { expect, test } from 'vitest'
import { isAllowedOrigin, originPolicyOf } from '../../server/origin.ts'

const DIRECT = { publicOrigin: null, trustProxy: false, localOnly: false }
const PROXIED = { publicOrigin: null, trustProxy: true, localOnly: false }
const PUBLIC = { publicOrigin: 'https://docs.example', trustProxy: true, localOnly: false }
const HOST = 'docs.example'

type Row = readonly [
  origin: string | undefined,
  host: string | undefined,
  proto: string | undefined,
  allowed: boolean,
]

test.each<Row>([
  [undefined, HOST, undefined, true], // no browser
  [undefined, undefined, undefined, true],
  ['http://docs.example', HOST, undefined, true],
  ['http://DOCS.example', 'Docs.Example', undefined, true],
  ['http://docs.example:3000', 'docs.example:3000', undefined, true],
  ['http://[::1]:3000', '[::1]:3000', undefined, true],
  ['null', HOST, undefined, false], // sandboxed frames, files
  ['', HOST, undefined, false],
  ['http://docs.example', undefined, undefined, false],
  ['http://evil.example', HOST, undefined, false],
  ['http://docs.example.evil.example', HOST, undefined, false],
  ['http://evil-docs.example', HOST, undefined, false],
  ['http://a.docs.example', HOST, undefined, false],
  ['http://docs.example@evil.example', HOST, undefined, false],
  ['http://docs.example:3001', 'docs.example:3000', undefined, false],
  ['http://docs.example/', HOST, undefined, false],
  ['https://docs.example', HOST, undefined, false],
  ['https://docs.example', HOST, 'https', false], // a header that anybody can send
])(
  '[H6, SEC 1] reached directly, Origin %s at Host %s (said to be %s): %s',
  (origin, host, forwardedProto, allowed) => {
    expect(isAllowedOrigin({ origin, host, forwardedProto }, DIRECT)).toBe(allowed)
  },
)

test.each<Row>([
  ['https://docs.example', HOST, 'https', true],
  ['http://docs.example', HOST, 'http', true],
  ['http://docs.example', HOST, undefined, true],
  ['http://docs.example', HOST, 'https', false],
  ['https://docs.example', HOST, 'http', false],
  ['https://evil.example', HOST, 'https', false],
])(
  '[H6, SEC 1] behind a trusted proxy, Origin %s at Host %s over %s: %s',
  (origin, host, forwardedProto, allowed) => {
    expect(isAllowedOrigin({ origin, host, forwardedProto }, PROXIED)).toBe(allowed)
  },
)

test.each<Row>([
  ['https://docs.example', 'internal:3000', undefined, true],
  ['http://internal:3000', 'internal:3000', undefined, false], // the Host of an attacker’s choice (DNS rebinding)
  ['http://docs.example', HOST, undefined, false],
  ['https://docs.example:8443', HOST, 'https', false],
])(
  '[H6, SEC 1, SEC 46] with a public address, Origin %s at Host %s: %s',
  (origin, host, forwardedProto, allowed) => {
    expect(isAllowedOrigin({ origin, host, forwardedProto }, PUBLIC)).toBe(allowed)
  },
)

test.each<Row>([
  ['http://localhost:3000', 'localhost:3000', undefined, true],
  ['http://docs.localhost:3000', 'docs.localhost:3000', undefined, true],
  ['http://127.0.0.1:3000', '127.0.0.1:3000', undefined, true],
  ['http://[::1]:3000', '[::1]:3000', undefined, true],
  [undefined, 'evil.example:3000', undefined, true], // no browser
  ['http://evil.example:3000', 'evil.example:3000', undefined, false],
  ['http://localhost.evil.example:3000', 'localhost.evil.example:3000', undefined, false],
  ['http://127.0.0.1.evil.example', '127.0.0.1.evil.example', undefined, false],
  ['http://localhostess', 'localhostess', undefined, false],
])(
  '[H6, SEC 46] reached from its own machine only, Origin %s at Host %s: %s',
  (origin, host, forwardedProto, allowed) => {
    const policy = originPolicyOf({ host: '127.0.0.1', publicOrigin: null, trustProxy: false })
    expect(isAllowedOrigin({ origin, host, forwardedProto }, policy)).toBe(allowed)
  },
)

test.each([
  ['127.0.0.1', false, true],
  ['::1', false, true],
  ['localhost', false, true],
  // a proxy on the same machine brings people from outside
  ['127.0.0.1', true, false],
  ['0.0.0.0', false, false],
  ['192.168.1.5', false, false],
])(
  '[SEC 46] bound to %s, proxy trusted %s: reached from this machine only is %s',
  (host, trustProxy, local) => {
    expect(originPolicyOf({ host, publicOrigin: null, trustProxy }).localOnly).toBe(local)
  },
)
