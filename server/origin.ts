/** What the Origin of a request is measured against. */
export interface OriginPolicy {
  /** Origin under which people reach this server; null takes the Host of the request. */
  readonly publicOrigin: string | null
  /** Whether a proxy in front may say that the outside is https. */
  readonly trustProxy: boolean
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
  if (host === undefined) return false
  const proto = policy.trustProxy && forwardedProto === 'https' ? 'https' : 'http'
  return origin.toLowerCase() === `${proto}://${host}`.toLowerCase()
}
