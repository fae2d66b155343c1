import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import type { Language } from '../../lib/i18n/languages.ts'
import type { User } from '../accounts.ts'
import { FILE_CACHING } from '../files/file-answer.ts'
import { isAllowedOrigin, type OriginPolicy } from '../origin.ts'
import { requestLanguage } from '../request-language.ts'
import { type Sentence, said } from '../sentence.ts'
import { type AdmissionRoutesContext, admissionRoutes } from './admission-routes.ts'
import { type AuthRoutesContext, authRoutes } from './auth-routes.ts'
import { type ChatRoutesContext, chatRoutes } from './chat-routes.ts'
import { type CommentRoutesContext, commentRoutes } from './comment-routes.ts'
import { type DocumentRoutesContext, documentRoutes } from './document-routes.ts'
import { ApiError } from './errors.ts'
import { type FileRoutesContext, fileRoutes, isUpload } from './file-routes.ts'
import { type HealthSources, healthRoutes } from './health-routes.ts'
import { type LinkRoutesContext, linkRoutes } from './link-routes.ts'
import { type MeRoutesContext, meRoutes } from './me-routes.ts'
import { type MemberRoutesContext, memberRoutes } from './member-routes.ts'
import { type NoticeRoutesContext, noticeRoutes } from './notice-routes.ts'
import { type OperateRoutesContext, operateRoutes } from './operate-routes.ts'
import { type RequestRoutesContext, requestRoutes } from './request-routes.ts'

/** Octets of a request body. */
const MAX_BODY_BYTES = 256 * 1024
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What every route can ask of the request it answers. */
export type ApiEnv = { Variables: { user: User | null; requestId: string; language: Language } }

export interface ApiContext
  extends AdmissionRoutesContext,
    AuthRoutesContext,
    ChatRoutesContext,
    CommentRoutesContext,
    DocumentRoutesContext,
    FileRoutesContext,
    LinkRoutesContext,
    MemberRoutesContext,
    MeRoutesContext,
    NoticeRoutesContext,
    OperateRoutesContext,
    RequestRoutesContext {
  readonly originPolicy: OriginPolicy
  readonly health: HealthSources
  readonly logger: Logger
}

/** The HTTP API: `/api/*`, `/healthz`, `/readyz`. Every error has the body `{error, message, requestId}`. */
export function createApi(context: ApiContext): Hono<ApiEnv> {
  const { accounts, originPolicy, logger } = context
  const api = new Hono<ApiEnv>()

  api.use('*', async (c, next) => {
    c.set('requestId', randomUUID())
    c.set('language', requestLanguage(c.req.header('cookie'), c.req.header('accept-language')))
    await next()
    if (c.res.headers.get('Cache-Control') !== FILE_CACHING) c.header('Cache-Control', 'no-store')
    c.header('X-Content-Type-Options', 'nosniff')
  })
  const limitBody = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => {
      throw new ApiError(413, 'body-size', (t) => t('refusals.bodySize', { octets: String(MAX_BODY_BYTES) }))
    },
  })
  api.use('/api/*', (c, next) => (isUpload(c.req.method, c.req.path) ? next() : limitBody(c, next)))
  api.use('/api/*', async (c, next) => {
    const facts = {
      origin: c.req.header('origin'),
      host: c.req.header('host'),
      forwardedProto: c.req.header('x-forwarded-proto'),
    }
    if (!SAFE_METHODS.has(c.req.method) && !isAllowedOrigin(facts, originPolicy)) {
      throw new ApiError(403, 'origin', (t) => t('refusals.origin'))
    }
    await next()
  })

  api.route('/', healthRoutes(context.health))
  api.route('/api/auth', authRoutes(context))
  api.use('/api/*', async (c, next) => {
    c.set('user', await accounts.userOf(c.req.raw.headers))
    await next()
  })
  api.route('/api/me', meRoutes(context))
  api.route('/api', noticeRoutes(context))
  api.route('/api/operate', operateRoutes(context))
  api.route('/api/documents', documentRoutes(context))
  api.route('/api/documents', memberRoutes(context))
  api.route('/api/documents', chatRoutes(context))
  api.route('/api/documents', commentRoutes(context))
  api.route('/api/documents', linkRoutes(context))
  api.route('/api/documents', requestRoutes(context))
  api.route('/api/documents', admissionRoutes(context))
  api.route('/api/documents', fileRoutes(context))

  const refusal = (c: Context<ApiEnv>, error: string, sentence: Sentence) => ({
    error,
    message: said(sentence, c.get('language')),
    requestId: c.get('requestId'),
  })
  api.notFound((c) =>
    c.json(
      refusal(c, 'no-endpoint', (t) => t('refusals.noEndpoint')),
      404,
    ),
  )
  api.onError((error, c) => {
    if (error instanceof ApiError) {
      if (error.retryAfter !== null) c.header('Retry-After', String(error.retryAfter))
      return c.json(refusal(c, error.word, error.sentence), error.status)
    }
    logger.error({ err: error, requestId: c.get('requestId'), path: c.req.path }, 'request failed')
    return c.json(
      refusal(c, 'internal', (t) => t('refusals.internal')),
      500,
    )
  })
  return api
}
