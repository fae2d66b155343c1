import type { Config } from './config.ts'

/** What the Origin of a request is measured against. */
export interface OriginPolicy {
  /** Origin under which people reach this server; null takes the Host of the request. */
  readonly publicOrigin: string | null
  /** Whether a proxy in front may say that the outside is https. */
  readonly trustProxy: boolean
  /** Whether only this machine reaches the server: a page of any other name came by DNS rebinding. */
  readonly localOnly: boolean
}

/** Names by which a machine knows itself (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3). */
const LOCAL_NAME = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i

/** The policy of a server that listens on `host`. */
export function originPolicyOf({
  host,
  publicOrigin,
  trustProxy,
}: Pick<Config, 'host' | 'publicOrigin' | 'trustProxy'>): OriginPolicy {
  const bound = host.includes(':') ? `[${host}]` : host
  return { publicOrigin, trustProxy, localOnly: !trustProxy && LOCAL_NAME.test(bound) }
}

export interface OriginFacts {
  readonly origin: string | undefined
  readonly host: string | undefined
  readonly forwardedProto: string | undefined
}

/**
 * Whether a request may act with the visitor's cookie (RFC 6455 section 10.2). No Origin means no browser, which
 * is allowed. Otherwise it must be this server's own, scheme, host and port; `null` and everything else is not.
 */
export function isAllowedOrigin(
  { origin, host, forwardedProto }: OriginFacts,
  policy: OriginPolicy,
): boolean {
  if (origin === undefined) return true
  if (policy.publicOrigin !== null) return origin === policy.publicOrigin
  if (host === undefined || (policy.localOnly && !isLocal(host))) return false
  const proto = policy.trustProxy && forwardedProto === 'https' ? 'https' : 'http'
  return origin.toLowerCase() === `${proto}://${host}`.toLowerCase()
}

const isLocal = (host: string): boolean => LOCAL_NAME.test(host.replace(/:\d+$/, ''))
