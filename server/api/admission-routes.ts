import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type DocumentId, parseDocumentId } from '../../lib/ids.ts'
import { ADDRESS_HEADER, type User } from '../accounts.ts'
import type { Admission } from '../admission.ts'
import type { ApiEnv } from './app.ts'
import { ApiError } from './errors.ts'

export interface AdmissionRoutesContext {
  /** What a handshake of this user, from this address, would be answered now. Counts none. */
  readonly admission: (document: DocumentId, user: User | null, address: string) => Promise<Admission>
}

/**
 * `/api/documents/:id/admission`: what a handshake on `/sync/:id` is answered, which browsers keep from their pages.
 * With POST, since with GET a browser does not say of which origin the page is.
 */
export function admissionRoutes({ admission }: AdmissionRoutesContext): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>()

  routes.post('/:id/admission', async (c) => {
    const id = parseDocumentId(c.req.param('id'))
    if (id === null) throw new ApiError(400, 'malformed', (t) => t('refusals.documentId'))
    const found = await admission(id, c.get('user'), c.req.header(ADDRESS_HEADER) ?? '')
    if (found.kind === 'accepted') return c.json({ role: found.role })
    const { status, error, sentence, retryAfter = null } = found.refusal
    throw new ApiError(status as ContentfulStatusCode, error, sentence, retryAfter)
  })

  return routes
}
