import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { type Sentence, said } from '../sentence.ts'

/**
 * An expected refusal: HTTP status, a machine word and a sentence that says what happened and what is safe. Its
 * `message` is for the log; who asked is told the sentence in the language of the request.
 */
export class ApiError extends Error {
  readonly status: ContentfulStatusCode
  readonly word: string
  readonly sentence: Sentence
  /** Seconds; null when waiting does not help. */
  readonly retryAfter: number | null

  constructor(
    status: ContentfulStatusCode,
    word: string,
    sentence: Sentence,
    retryAfter: number | null = null,
  ) {
    super(said(sentence, 'en'))
    this.name = 'ApiError'
    this.status = status
    this.word = word
    this.sentence = sentence
    this.retryAfter = retryAfter
  }
}

/** Reads a JSON body of the given shape. Throws 415, or 400 that names each field that is wrong. */
export async function readBody<T>(request: Request, schema: z.core.$ZodType<T>): Promise<T> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new ApiError(415, 'content-type', (t) => t('refusals.contentType'))
  }
  let value: unknown
  try {
    value = await request.json()
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw new ApiError(400, 'malformed', (t) => t('refusals.notJson'))
  }
  const parsed = z.core.safeParse(schema, value)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
  throw new ApiError(400, 'invalid', (t) => t('refusals.invalid', { problems: problems.join('; ') }))
}

/** Reads the query of an address. Throws 400 that names each field that is wrong. */
export function readQuery<T>(query: Record<string, string>, schema: z.core.$ZodType<T>): T {
  const parsed = z.core.safeParse(schema, query)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new ApiError(400, 'invalid', (t) => t('refusals.invalid', { problems: problems.join('; ') }))
}
