import type { DocumentFile } from '../../../../../lib/api-schema.ts'
import { sizeWords } from '../../../../../lib/file-names.ts'
import { pageLanguage, pageWords } from '../../../../i18n/page-words.ts'
import type { Outcome } from '../../../../request.ts'

/** What is to be known of a file before it is sent. */
export type Sendable = Pick<File, 'name' | 'size'>

/**
 * `share` is from 0 to 1. A failed one stays until its person tries again or drops it; `isFull` when the document has
 * no room for it.
 */
export type UploadState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending'; readonly share: number }
  | { readonly kind: 'failed'; readonly words: string; readonly canRetry: boolean; readonly isFull: boolean }

export interface Upload<T extends Sendable> {
  readonly id: number
  readonly file: T
  readonly state: UploadState
}

export interface UploadsContext<T extends Sendable> {
  readonly send: (
    file: T,
    onShare: (share: number) => void,
    signal: AbortSignal,
  ) => Promise<Outcome<DocumentFile>>
  /** Octets that a file may have; null when that is not known. */
  readonly mostOctets: () => Promise<number | null>
  readonly isConnected: () => boolean
  readonly onChange: (upload: Upload<T>) => void
  /** It is on the server's disk. Returns words when it cannot be put into the text. */
  readonly onArrived: (upload: Upload<T>, file: DocumentFile) => string | null
  readonly onGone: (id: number) => void
}

/** Trying the same again changes nothing, … */
const FINAL: ReadonlySet<number> = new Set([400, 413, 415])
/** … unless room is made before. */
const FULL: ReadonlySet<string> = new Set(['files-full', 'file-count'])

const failed = (words: string, canRetry: boolean, isFull = false): UploadState => ({
  kind: 'failed',
  words,
  canRetry,
  isFull,
})

/** The files on their way to the server, one after the other, so that they arrive in their order. */
export class Uploads<T extends Sendable> {
  readonly #context: UploadsContext<T>
  readonly #uploads = new Map<number, Upload<T>>()
  #sending: { readonly id: number; readonly abort: AbortController } | null = null
  #lastId = 0

  constructor(context: UploadsContext<T>) {
    this.#context = context
  }

  /** Those that are not in the text yet. */
  get count(): number {
    return this.#uploads.size
  }

  get(id: number): Upload<T> | null {
    return this.#uploads.get(id) ?? null
  }

  /** Takes files in; `start` sends them, once they have their place. */
  add(files: readonly T[]): readonly Upload<T>[] {
    return files.map((file) => {
      this.#lastId += 1
      const upload: Upload<T> = { id: this.#lastId, file, state: { kind: 'waiting' } }
      this.#uploads.set(upload.id, upload)
      return upload
    })
  }

  start(): void {
    if (this.#sending !== null) return
    const next = [...this.#uploads.values()].find(({ state }) => state.kind === 'waiting')
    if (next !== undefined) void this.#send(next)
  }

  retry(id: number): void {
    const upload = this.#uploads.get(id)
    if (upload?.state.kind !== 'failed') return
    this.#become(upload, { kind: 'waiting' })
    this.start()
  }

  /** Forgets one, and breaks it off when it is being sent. */
  drop(id: number): void {
    if (!this.#uploads.delete(id)) return
    if (this.#sending?.id === id) this.#sending.abort.abort()
    this.#context.onGone(id)
  }

  async #send(upload: Upload<T>): Promise<void> {
    const { id, file } = upload
    const abort = new AbortController()
    this.#sending = { id, abort }
    const state = await this.#outcome(upload, abort.signal)
    this.#sending = null
    if (this.#uploads.has(id)) {
      if (state === null) this.drop(id)
      else this.#become({ id, file, state }, state)
    }
    this.start()
  }

  /** What becomes of it: words of failure, or null when it is in the text. */
  async #outcome(upload: Upload<T>, signal: AbortSignal): Promise<UploadState | null> {
    const { send, mostOctets, isConnected, onArrived } = this.#context
    if (!isConnected()) return failed(pageWords()('files.upload.offline'), true)
    this.#become(upload, { kind: 'sending', share: 0 })
    const most = await mostOctets()
    if (most !== null && upload.file.size > most) {
      const language = pageLanguage()
      const sizes = { size: sizeWords(upload.file.size, language), most: sizeWords(most, language) }
      return failed(pageWords()('files.upload.tooLarge', sizes), false)
    }
    const onShare = (share: number): void => this.#become(upload, { kind: 'sending', share })
    const outcome = await send(upload.file, onShare, signal)
    if (!outcome.ok) {
      const isFull = FULL.has(outcome.word)
      return failed(outcome.message, isFull || !FINAL.has(outcome.status), isFull)
    }
    if (!this.#uploads.has(upload.id)) return null
    const problem = onArrived(upload, outcome.data)
    return problem === null ? null : failed(problem, true)
  }

  #become({ id, file }: Upload<T>, state: UploadState): void {
    if (!this.#uploads.has(id)) return
    const upload = { id, file, state }
    this.#uploads.set(id, upload)
    this.#context.onChange(upload)
  }
}
