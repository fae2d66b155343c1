import type { Cast, CastRole, Person } from './cast.ts'

/** A request, and who may make it. Everybody else is refused, and nothing changes. */
export interface RouteRow {
  /** As the API lists it. */
  readonly route: `${string} /${string}`
  readonly allowed: readonly CastRole[]
  readonly path: (cast: Cast, other: Person) => string
  readonly body?: (cast: Cast, other: Person) => unknown
  /** The statuses of a yes, where it is not 200. */
  readonly yes?: number
}

const MEMBERS = ['owner', 'editor', 'commenter', 'viewer'] as const
const READERS = [...MEMBERS, 'by link'] as const
const SIGNED_IN = [...READERS, 'locked', 'banned', 'former', 'stranger', 'operator'] as const
const EVERYBODY = [...SIGNED_IN, 'nobody'] as const
const COMMENTERS = ['owner', 'editor', 'commenter'] as const
const WRITERS = ['owner', 'editor'] as const
const OWNER = ['owner'] as const
const OPERATOR = ['operator'] as const

const of = (rest: string) => (cast: Cast) => `/api/documents/${cast.document}${rest}`
const theOther = (_: Cast, { id }: Person) => ({ userId: id })
const asEditor = (_: Cast, { id }: Person) => ({ userId: id, role: 'editor' })
const fixed = (path: string) => () => path

/** Every route of the API. One without a row here fails the test. */
export const ROUTES: readonly RouteRow[] = [
  { route: 'GET /healthz', allowed: EVERYBODY, path: fixed('/healthz') },
  { route: 'GET /readyz', allowed: EVERYBODY, path: fixed('/readyz') },
  // without METRICS_TOKEN there is none
  { route: 'GET /metrics', allowed: EVERYBODY, path: fixed('/metrics'), yes: 404 },
  { route: 'GET /api/me', allowed: EVERYBODY, path: fixed('/api/me') },
  { route: 'PUT /api/me', allowed: SIGNED_IN, path: fixed('/api/me'), body: () => ({}) },
  { route: 'GET /api/me/sessions', allowed: SIGNED_IN, path: fixed('/api/me/sessions') },
  { route: 'DELETE /api/me/sessions', allowed: SIGNED_IN, path: fixed('/api/me/sessions'), yes: 204 },
  // nobody's session: to whoever may ask there is none
  {
    route: 'DELETE /api/me/sessions/:session',
    allowed: SIGNED_IN,
    path: fixed('/api/me/sessions/none'),
    yes: 404,
  },
  { route: 'GET /api/notices', allowed: SIGNED_IN, path: fixed('/api/notices') },
  {
    route: 'POST /api/notices/read',
    allowed: SIGNED_IN,
    path: fixed('/api/notices/read'),
    body: () => ({ upTo: 1 }),
    yes: 204,
  },
  { route: 'GET /api/notices/letters', allowed: SIGNED_IN, path: fixed('/api/notices/letters') },
  {
    route: 'PUT /api/notices/letters',
    allowed: SIGNED_IN,
    path: fixed('/api/notices/letters'),
    body: () => ({ on: true }),
  },
  // asks for the token of a letter, which nobody here has
  {
    route: 'POST /api/notices/letters/stop',
    allowed: EVERYBODY,
    path: fixed('/api/notices/letters/stop'),
    yes: 400,
  },
  // nobody has the document open
  {
    route: 'GET /api/operate/rooms/:id',
    allowed: OPERATOR,
    path: ({ document }) => `/api/operate/rooms/${document}`,
    yes: 404,
  },
  {
    route: 'POST /api/operate/rooms/:id/close',
    allowed: OPERATOR,
    path: ({ document }) => `/api/operate/rooms/${document}/close`,
    yes: 404,
  },
  {
    route: 'PUT /api/operate/rooms/:id/bans',
    allowed: OPERATOR,
    path: ({ document }) => `/api/operate/rooms/${document}/bans`,
    body: theOther,
    yes: 404,
  },
  {
    route: 'POST /api/operate/notice',
    allowed: OPERATOR,
    path: fixed('/api/operate/notice'),
    body: () => ({ text: 'Hello' }),
  },
  { route: 'GET /api/documents/:id/watching', allowed: READERS, path: of('/watching') },
  {
    route: 'PUT /api/documents/:id/watching',
    allowed: READERS,
    path: of('/watching'),
    body: () => ({ level: 'default' }),
  },
  {
    route: 'POST /api/documents',
    allowed: SIGNED_IN,
    path: fixed('/api/documents'),
    body: () => ({}),
    yes: 201,
  },
  { route: 'GET /api/documents', allowed: SIGNED_IN, path: fixed('/api/documents') },
  { route: 'GET /api/documents/:id', allowed: READERS, path: of('') },
  { route: 'DELETE /api/documents/:id', allowed: OWNER, path: of(''), yes: 204 },
  { route: 'POST /api/documents/:id/admission', allowed: READERS, path: of('/admission') },
  { route: 'GET /api/documents/:id/members', allowed: READERS, path: of('/members') },
  { route: 'GET /api/documents/:id/mentionable', allowed: COMMENTERS, path: of('/mentionable') },
  { route: 'GET /api/documents/:id/chat', allowed: READERS, path: of('/chat') },
  { route: 'GET /api/documents/:id/chat/search', allowed: READERS, path: of('/chat/search?q=word') },
  {
    // nobody's message: to whoever may speak there is none
    route: 'POST /api/documents/:id/chat',
    allowed: COMMENTERS,
    path: of('/chat'),
    body: () => ({ action: { kind: 'delete', message: 999 } }),
    yes: 404,
  },
  // no picture comes with it
  {
    route: 'POST /api/documents/:id/chat/pictures',
    allowed: COMMENTERS,
    path: of('/chat/pictures'),
    yes: 415,
  },
  {
    route: 'PUT /api/documents/:id/chat/read',
    allowed: READERS,
    path: of('/chat/read'),
    body: () => ({ seq: 0 }),
    yes: 204,
  },
  { route: 'GET /api/documents/:id/comments', allowed: READERS, path: of('/comments') },
  {
    // nobody's comment: to whoever may comment there is none
    route: 'POST /api/documents/:id/comments',
    allowed: COMMENTERS,
    path: of('/comments'),
    body: () => ({ action: { kind: 'reply', thread: 999, text: 'Hello' } }),
    yes: 404,
  },
  { route: 'PUT /api/documents/:id/members', allowed: OWNER, path: of('/members'), body: asEditor },
  {
    route: 'DELETE /api/documents/:id/members',
    allowed: OWNER,
    path: of('/members'),
    body: theOther,
    yes: 204,
  },
  { route: 'POST /api/documents/:id/transfer', allowed: OWNER, path: of('/transfer'), body: theOther },
  { route: 'PUT /api/documents/:id/bans', allowed: OWNER, path: of('/bans'), body: theOther },
  { route: 'DELETE /api/documents/:id/bans', allowed: OWNER, path: of('/bans'), body: theOther, yes: 204 },
  { route: 'GET /api/documents/:id/audit', allowed: OWNER, path: of('/audit') },
  {
    route: 'PUT /api/documents/:id/link',
    allowed: OWNER,
    path: of('/link'),
    body: () => ({ role: 'editor' }),
  },
  {
    route: 'POST /api/documents/:id/link/unlock',
    // who needs no password, or none helps, is told just that
    allowed: SIGNED_IN,
    path: of('/link/unlock'),
    body: () => ({ password: 'correct horse battery' }),
  },
  {
    route: 'POST /api/documents/:id/requests',
    allowed: SIGNED_IN.filter((role) => role !== 'banned'),
    path: of('/requests'),
    body: () => ({ role: 'editor', message: 'Please' }),
    yes: 202,
  },
  { route: 'GET /api/documents/:id/requests', allowed: OWNER, path: of('/requests') },
  {
    // nobody has asked: to whoever may answer there is nothing to
    route: 'PUT /api/documents/:id/requests',
    allowed: OWNER,
    path: of('/requests'),
    body: asEditor,
    yes: 404,
  },
  // no file comes with it: whoever may add one is told what is missing
  { route: 'POST /api/documents/:id/files', allowed: WRITERS, path: of('/files'), yes: 415 },
  { route: 'GET /api/documents/:id/files', allowed: READERS, path: of('/files') },
  // nobody's file: to whoever may read there is none
  { route: 'GET /api/documents/:id/files/:file', allowed: READERS, path: of('/files/none'), yes: 404 },
  { route: 'DELETE /api/documents/:id/files/:file', allowed: WRITERS, path: of('/files/none'), yes: 404 },
  {
    route: 'POST /api/documents/:id/files/copy',
    allowed: WRITERS,
    path: of('/files/copy'),
    body: ({ document }) => ({ from: document }),
  },
]
