import { Hono } from 'hono'
import type { ApiEnv } from './app.ts'

export interface HealthSources {
  /** Why the server should get no traffic, as short words; none when it is ready. */
  readonly notReady: () => readonly string[]
}

/** `/healthz`: the process is alive. `/readyz`: it can take and keep people's edits. */
export function healthRoutes({ notReady }: HealthSources): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>()
  routes.get('/healthz', (c) => c.json({ status: 'alive' }))
  routes.get('/readyz', (c) => {
    const reasons = notReady()
    return reasons.length === 0 ? c.json({ status: 'ready' }) : c.json({ status: 'not ready', reasons }, 503)
  })
  return routes
}
