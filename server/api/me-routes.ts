import { Hono } from 'hono'
import { z } from 'zod'
import { PRESENCE_COLORS } from '../../lib/presence-color.ts'
import type { AccessEvents } from '../live-access.ts'
import type { Operators } from '../operate/operators.ts'
import type { Profiles } from '../profiles.ts'
import type { ApiEnv } from './app.ts'
import { changed, signedIn } from './document-access.ts'
import { ApiError, readBody } from './errors.ts'

export interface MeRoutesContext {
  readonly profiles: Profiles
  readonly operators: Operators
  readonly events: AccessEvents
  readonly guests: boolean
  /** Name of the other sign-in; null when there is none. */
  readonly provider: string | null
}

const profile = z.object({
  name: z
    .string()
    .transform((text) => text.replace(/\p{Cc}+/gu, ' ').trim())
    .pipe(z.string().min(1, 'a name has 1 character or more').max(80, 'a name has at most 80 characters'))
    .optional(),
  color: z.enum(PRESENCE_COLORS).optional(),
})

/** `/api/me`: the visitor, their name and colour, and where they are signed in. */
export function meRoutes({ profiles, operators, events, guests, provider }: MeRoutesContext): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>()

  routes.get('/', async (c) => {
    const user = c.get('user')
    if (user === null) return c.json({ user: null, guests, provider })
    const { id, name, email, color, isGuest } = user
    const isOperator = await operators.is(user)
    return c.json({ user: { id, name, email, color, isGuest, isOperator }, guests, provider })
  })

  routes.put('/', async (c) => {
    const { id } = signedIn(c)
    const { name, color } = await readBody(c.req.raw, profile)
    const given = { ...(name === undefined ? {} : { name }), ...(color === undefined ? {} : { color }) }
    await changed(events.change({ kind: 'user', userId: id }, () => profiles.change(id, given)))
    return c.json(given)
  })

  routes.get('/sessions', async (c) => {
    const { id, sessionId } = signedIn(c)
    return c.json({ sessions: await profiles.sessions(id, sessionId) })
  })

  /** Signs out everywhere else. */
  routes.delete('/sessions', async (c) => {
    const { id, sessionId } = signedIn(c)
    const end = () => profiles.endOtherSessions(id, sessionId)
    await changed(events.change({ kind: 'user', userId: id }, end))
    return c.body(null, 204)
  })

  routes.delete('/sessions/:session', async (c) => {
    const { id } = signedIn(c)
    const end = () => profiles.endSession(id, c.req.param('session'))
    if (await changed(events.change({ kind: 'user', userId: id }, end))) return c.body(null, 204)
    throw new ApiError(404, 'no-session', (t) => t('refusals.noSession'))
  })

  return routes
}
