import type { RecentError } from '../../lib/server-watch.ts'

const KEPT = 50
const MAX_MESSAGE = 200

/** What the log said last at level error: our own words and the name of the error, nothing of what people wrote. */
export class RecentErrors {
  readonly #errors: RecentError[] = []
  readonly #now: () => number
  #count = 0

  /** `now` in milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Newest first. */
  get list(): readonly RecentError[] {
    return this.#errors
  }

  /** `fields` as they were logged; of them only what kind of error `err` is. */
  note(message: string, fields: unknown): void {
    const error = typeof fields === 'object' && fields !== null && 'err' in fields ? fields.err : fields
    this.#count++
    this.#errors.unshift({
      id: this.#count,
      at: this.#now(),
      message: message.slice(0, MAX_MESSAGE),
      cause: kindOf(error),
    })
    this.#errors.length = Math.min(this.#errors.length, KEPT)
  }
}

function kindOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
