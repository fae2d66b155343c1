import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Metrics } from '../operate/metrics.ts'
import type { ApiEnv } from './app.ts'
import { ApiError } from './errors.ts'

export interface HealthSources {
  /** Why the server should get no traffic, as short words; none when it is ready. */
  readonly notReady: () => readonly string[]
  readonly metrics: Metrics
  /** Who has it may read the metrics; null lets nobody. */
  readonly metricsToken: string | null
}

/**
 * `/healthz`: the process is alive. `/readyz`: it can take and keep people's edits. `/metrics`: for Prometheus, to
 * whoever has the token.
 */
export function healthRoutes({ notReady, metrics, metricsToken }: HealthSources): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>()
  routes.get('/healthz', (c) => c.json({ status: 'alive' }))
  routes.get('/readyz', (c) => {
    const reasons = notReady()
    return reasons.length === 0 ? c.json({ status: 'ready' }) : c.json({ status: 'not ready', reasons }, 503)
  })
  routes.get('/metrics', async (c) => {
    const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    if (metricsToken === null) throw new ApiError(404, 'no-endpoint', (t) => t('refusals.noEndpoint'))
    if (given === undefined || !isSame(given, metricsToken)) {
      c.header('WWW-Authenticate', 'Bearer')
      throw new ApiError(401, 'token', (t) => t('refusals.metricsToken'))
    }
    return c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType })
  })
  return routes
}

/** How long it takes says nothing about where they differ. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
