import { FRAME_HOSTS } from '../lib/video-address.ts'

const YEAR_SECONDS = 365 * 24 * 60 * 60

export interface PageFacts {
  /** Unguessable, of this one answer. Next.js puts it on the scripts that it writes into the page. */
  readonly nonce: string
  /** Whether the visitor came by https. */
  readonly https: boolean
  /** Whether this is Next.js's development server, which evaluates code that it sends. */
  readonly development: boolean
}

/** Scripts run only when this server wrote them into this page. Styles may stand on elements: the editor sets some. */
export function contentPolicy({ nonce, development }: Pick<PageFacts, 'nonce' | 'development'>): string {
  const evaluate = development ? " 'unsafe-eval'" : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluate}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    `frame-src ${FRAME_HOSTS.join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** What every page is sent with. Documents are found by their address alone, so it goes to no other site. */
export function pageHeaders(facts: PageFacts): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentPolicy(facts),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    ...(facts.https ? { 'strict-transport-security': `max-age=${YEAR_SECONDS}` } : {}),
  }
}
