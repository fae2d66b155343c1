import type { DocumentId } from '../lib/ids.ts'
import { parseDocumentId } from '../lib/ids.ts'
import { can, type Role } from '../lib/roles.ts'
import type { User } from './accounts.ts'
import type { Access } from './documents.ts'
import type { Entry } from './effective-role.ts'
import { isAllowedOrigin, type OriginPolicy } from './origin.ts'
import type { Sentence } from './sentence.ts'

/** An HTTP answer that is no: status, a machine word, and a sentence for people. */
export interface Refusal {
  readonly status: number
  readonly error: string
  readonly sentence: Sentence
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
  /** What the server lacks to take in another one, else null. Without a document: on `/live`. */
  readonly unavailable: (document: DocumentId | null) => Shortage | null
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
  banned: { status: 403, error: 'banned', sentence: (t) => t('refusals.banned') },
  locked: { status: 403, error: 'locked', sentence: (t) => t('refusals.locked') },
  none: { status: 403, error: 'no-access', sentence: (t) => t('refusals.noAccess') },
}

const FOREIGN_PAGE: Refusal = {
  status: 403,
  error: 'origin',
  sentence: (t) => t('refusals.handshake.origin'),
}

const NO_SESSION: Refusal = {
  status: 401,
  error: 'session',
  sentence: (t) => t('refusals.session'),
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
    return refused({ status: 400, error: 'malformed', sentence: target.sentence })
  if (!isAllowedOrigin(facts, policy)) {
    return refused(FOREIGN_PAGE)
  }
  if (target.kind === 'elsewhere') {
    return refused({ status: 404, error: 'no-endpoint', sentence: (t) => t('refusals.handshake.elsewhere') })
  }
  return admitTo(target.document, sources)
}

export type LiveAdmission =
  | { readonly kind: 'accepted'; readonly user: User }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Whether a request target is the WebSocket endpoint of everything beside the text. */
export const isLiveTarget = (target: string): boolean => target === '/live' || target.startsWith('/live?')

/** Answers a handshake on `/live`: as one on `/sync/:id`, without a document. */
export async function admitLive(
  facts: HandshakeFacts,
  policy: OriginPolicy,
  { user: who, tooMany, unavailable }: Pick<AdmissionSources, 'user' | 'tooMany' | 'unavailable'>,
): Promise<LiveAdmission> {
  const protocol = checkProtocol(facts)
  if (protocol !== null) return refused(protocol)
  const question = facts.target.indexOf('?')
  if (
    facts.target.length > MAX_TARGET_LENGTH ||
    (question !== -1 && !isQuery(facts.target.slice(question + 1)))
  ) {
    return refused({ status: 400, error: 'malformed', sentence: (t) => t('refusals.handshake.query') })
  }
  if (!isAllowedOrigin(facts, policy)) return refused(FOREIGN_PAGE)
  const user = await who()
  if (user === null) return refused(NO_SESSION)
  return refusedNow(tooMany(user.id), () => unavailable(null)) ?? { kind: 'accepted', user }
}

/** Answers whoever asks for a document, by whatever way (SPEC H8 to H12). The first check that fails answers. */
export async function admitTo(document: DocumentId, sources: AdmissionSources): Promise<Admission> {
  const user = await sources.user()
  if (user === null) return refused(NO_SESSION)
  const access = await sources.access(document, user.id)
  if (access === null || access.document.trashed) {
    return refused({ status: 404, error: 'no-document', sentence: (t) => t('refusals.noDocument') })
  }
  const { entry } = access
  if (!('role' in entry)) return refused(NO_ENTRY[entry.kind])
  if (!can(entry.role, 'read')) return refused(NO_ENTRY.none)
  const now = refusedNow(sources.tooMany(user.id), () => sources.unavailable(document))
  if (now !== null) return now
  const byLink = entry.kind === 'by-link'
  return { kind: 'accepted', document, user, role: entry.role, byLink }
}

/** Method, upgrade, version and key: RFC 6455 section 4.2.1. */
function checkProtocol({ method, httpVersion, host, upgrade, version, key }: HandshakeFacts): Refusal | null {
  if (method !== 'GET') {
    return {
      status: 405,
      error: 'method',
      sentence: (t) => t('refusals.handshake.method'),
      headers: { Allow: 'GET' },
    }
  }
  if (upgrade?.toLowerCase() !== 'websocket') {
    const headers = { Upgrade: 'websocket', Connection: 'Upgrade' }
    return { status: 426, error: 'upgrade', sentence: (t) => t('refusals.handshake.upgrade'), headers }
  }
  if (version !== '13') {
    const headers = { 'Sec-WebSocket-Version': '13' }
    return { status: 426, error: 'version', sentence: (t) => t('refusals.handshake.version'), headers }
  }
  if (httpVersion === '1.0' || host === undefined) {
    return { status: 400, error: 'malformed', sentence: (t) => t('refusals.handshake.http') }
  }
  if (key === undefined || !WEBSOCKET_KEY.test(key)) {
    return { status: 400, error: 'malformed', sentence: (t) => t('refusals.handshake.key') }
  }
  return null
}

type Target =
  | { readonly kind: 'document'; readonly document: DocumentId }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'malformed'; readonly sentence: Sentence }

/** A document has one address: no other spelling, escape or slash reaches it. */
function readTarget(target: string): Target {
  if (target.length > MAX_TARGET_LENGTH || !target.startsWith('/')) {
    return { kind: 'malformed', sentence: (t) => t('refusals.handshake.address') }
  }
  const question = target.indexOf('?')
  const path = question === -1 ? target : target.slice(0, question)
  if (question !== -1 && !isQuery(target.slice(question + 1))) {
    return { kind: 'malformed', sentence: (t) => t('refusals.handshake.query') }
  }
  const match = SYNC_PATH.exec(path)
  if (match === null) return { kind: 'elsewhere' }
  const document = parseDocumentId(match[1] ?? '')
  return document === null
    ? { kind: 'malformed', sentence: (t) => t('refusals.documentId') }
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

/** Why somebody who may enter may not now: `wait` in seconds. */
function refusedNow(
  wait: number | null,
  lacking: () => Shortage | null,
): { readonly kind: 'refused'; readonly refusal: Refusal } | null {
  if (wait !== null) {
    const sentence: Sentence = (t) => t('refusals.handshake.tooMany')
    return refused({ status: 429, error: 'rate', sentence, retryAfter: wait })
  }
  const shortage = lacking()
  if (shortage === null) return null
  const sentence: Sentence = (t) => t(`refusals.handshake.${shortage}`)
  return refused({ status: 503, error: shortage, sentence, retryAfter: BUSY_RETRY_SECONDS })
}

const refused = (refusal: Refusal): { readonly kind: 'refused'; readonly refusal: Refusal } => ({
  kind: 'refused',
  refusal,
})
