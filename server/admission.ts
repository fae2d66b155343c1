import type { DocumentId } from '../lib/ids.ts'
import { parseDocumentId } from '../lib/ids.ts'
import { can, type Role } from '../lib/roles.ts'
import type { User } from './accounts.ts'
import type { Access } from './documents.ts'
import type { Entry } from './effective-role.ts'
import { isAllowedOrigin, type OriginPolicy } from './origin.ts'

/** An HTTP answer that is no: status, a machine word, and a sentence for people. */
export interface Refusal {
  readonly status: number
  readonly error: string
  readonly message: string
  /** Seconds. */
  readonly retryAfter?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** What a handshake says, read off the request and nothing else. */
export interface HandshakeFacts {
  readonly method: string
  /** As `1.1`. */
  readonly httpVersion: string
  /** Request target as received. */
  readonly target: string
  readonly upgrade: string | undefined
  readonly version: string | undefined
  readonly key: string | undefined
  readonly origin: string | undefined
  readonly host: string | undefined
  readonly forwardedProto: string | undefined
}

/**
 * Why a server takes nobody in: it restarts, is too slow, has no memory for another document, or is at its cap
 * of connections.
 */
export type Shortage = 'draining' | 'overload' | 'memory' | 'full'

/** What the later checks ask for; each is only asked when those before it passed. */
export interface AdmissionSources {
  readonly user: () => Promise<User | null>
  readonly access: (document: DocumentId, userId: string) => Promise<Access | null>
  /** Seconds to wait when this user or address opens connections too fast or has too many, else null. */
  readonly tooMany: (userId: string) => number | null
  /** What the server lacks to take in another one, else null. */
  readonly unavailable: (document: DocumentId) => Shortage | null
}

export type Admission =
  | {
      readonly kind: 'accepted'
      readonly document: DocumentId
      readonly user: User
      readonly role: Role
      readonly byLink: boolean
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

const WEBSOCKET_KEY = /^[+/0-9A-Za-z]{22}==$/
const SYNC_PATH = /^\/sync\/([^/]*)$/
const MAX_TARGET_LENGTH = 2048
const BUSY_RETRY_SECONDS = 5

/** The answers to people who may not enter. */
const NO_ENTRY: Readonly<Record<Exclude<Entry['kind'], 'member' | 'by-link'>, Refusal>> = {
  banned: { status: 403, error: 'banned', message: 'The owner does not let you into this document.' },
  locked: { status: 403, error: 'locked', message: 'This document opens with a password.' },
  none: { status: 403, error: 'no-access', message: 'You have no access to this document.' },
}

const SHORTAGE: Readonly<Record<Shortage, string>> = {
  draining: 'The server is restarting. Nothing is lost; try again shortly.',
  overload: 'The server has too much to do. Nothing is lost; try again shortly.',
  memory: 'The server has no memory for another document. Nothing is lost; try again shortly.',
  full: 'The server has all the connections it can take. Try again shortly.',
}

/** Whether a request target belongs to the WebSocket endpoint of documents. */
export const isSyncTarget = (target: string): boolean => target === '/sync' || target.startsWith('/sync/')

/** Answers a handshake on `/sync/:id` (SPEC H1 to H12). The checks run in this order; the first that fails answers. */
export async function admit(
  facts: HandshakeFacts,
  policy: OriginPolicy,
  sources: AdmissionSources,
): Promise<Admission> {
  const protocol = checkProtocol(facts)
  if (protocol !== null) return refused(protocol)
  const target = readTarget(facts.target)
  if (target.kind === 'malformed')
    return refused({ status: 400, error: 'malformed', message: target.message })
  if (!isAllowedOrigin(facts, policy)) {
    const message = 'This page may not connect here. Open the document at this server’s own address.'
    return refused({ status: 403, error: 'origin', message })
  }
  if (target.kind === 'elsewhere') {
    return refused({ status: 404, error: 'no-endpoint', message: 'There is no WebSocket at this address.' })
  }
  return admitTo(target.document, sources)
}

/** Answers whoever asks for a document, by whatever way (SPEC H8 to H12). The first check that fails answers. */
export async function admitTo(document: DocumentId, sources: AdmissionSources): Promise<Admission> {
  const user = await sources.user()
  if (user === null) {
    return refused({
      status: 401,
      error: 'session',
      message: 'You are not signed in, or no longer. Sign in again.',
    })
  }
  const access = await sources.access(document, user.id)
  if (access === null || access.document.trashed) {
    return refused({ status: 404, error: 'no-document', message: 'There is no document with this address.' })
  }
  const { entry } = access
  if (!('role' in entry)) return refused(NO_ENTRY[entry.kind])
  if (!can(entry.role, 'read')) return refused(NO_ENTRY.none)
  const wait = sources.tooMany(user.id)
  if (wait !== null) {
    const message = 'Too many connections were opened. Nothing is lost; try again shortly.'
    return refused({ status: 429, error: 'rate', message, retryAfter: wait })
  }
  const unavailable = sources.unavailable(document)
  if (unavailable !== null) {
    const message = SHORTAGE[unavailable]
    return refused({ status: 503, error: unavailable, message, retryAfter: BUSY_RETRY_SECONDS })
  }
  const byLink = entry.kind === 'by-link'
  return { kind: 'accepted', document, user, role: entry.role, byLink }
}

/** Method, upgrade, version and key: RFC 6455 section 4.2.1. */
function checkProtocol({ method, httpVersion, host, upgrade, version, key }: HandshakeFacts): Refusal | null {
  if (method !== 'GET') {
    return { status: 405, error: 'method', message: 'Connect with GET.', headers: { Allow: 'GET' } }
  }
  if (upgrade?.toLowerCase() !== 'websocket') {
    const headers = { Upgrade: 'websocket', Connection: 'Upgrade' }
    return { status: 426, error: 'upgrade', message: 'This address speaks WebSocket.', headers }
  }
  if (version !== '13') {
    const headers = { 'Sec-WebSocket-Version': '13' }
    return { status: 426, error: 'version', message: 'This address speaks WebSocket version 13.', headers }
  }
  if (httpVersion === '1.0' || host === undefined) {
    return { status: 400, error: 'malformed', message: 'A handshake is HTTP/1.1, with a Host.' }
  }
  if (key === undefined || !WEBSOCKET_KEY.test(key)) {
    return { status: 400, error: 'malformed', message: 'Sec-WebSocket-Key is missing or malformed.' }
  }
  return null
}

type Target =
  | { readonly kind: 'document'; readonly document: DocumentId }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'malformed'; readonly message: string }

/** A document has one address: no other spelling, escape or slash reaches it. */
function readTarget(target: string): Target {
  if (target.length > MAX_TARGET_LENGTH || !target.startsWith('/')) {
    return { kind: 'malformed', message: 'The address is malformed.' }
  }
  const question = target.indexOf('?')
  const path = question === -1 ? target : target.slice(0, question)
  if (question !== -1 && !isQuery(target.slice(question + 1))) {
    return { kind: 'malformed', message: 'The query of the address is malformed.' }
  }
  const match = SYNC_PATH.exec(path)
  if (match === null) return { kind: 'elsewhere' }
  const document = parseDocumentId(match[1] ?? '')
  return document === null
    ? { kind: 'malformed', message: 'The document’s id is malformed.' }
    : { kind: 'document', document }
}

function isQuery(query: string): boolean {
  try {
    decodeURIComponent(query.replaceAll('+', ' '))
    return !/[\s<>"#]/.test(query)
  } catch {
    return false
  }
}

const refused = (refusal: Refusal): Admission => ({ kind: 'refused', refusal })
