import type { DocumentId } from '../../lib/ids.ts'
import { RespawningWorker } from '../respawning-worker.ts'
import type { Digest } from './digest.ts'
import type { DocumentWorkerData } from './document-worker.ts'
import type { Trial } from './trial.ts'

const WORKER = new URL('./document-worker.ts', import.meta.url)

/** The near end of `document-worker.ts`. */
export interface DocumentWorkers {
  /** The first update of a new document with this title. */
  seed(title: string): Promise<Uint8Array>
  /** Builds a document from what is committed. Rejects when the log cannot be read or applied. */
  digest(document: DocumentId, withSnapshot: boolean): Promise<Digest>
  /** Tries an update on the committed document, which stays as it is. */
  try(document: DocumentId, update: Uint8Array): Promise<Trial>
  /** Cuts a document into several updates: see `update-cut.ts`, and with `tidies` `tidy-cut.ts`. */
  cut(update: Uint8Array, tidies: boolean): Promise<readonly Uint8Array[]>
  close(): Promise<void>
}

/** Starts the worker thread that builds documents from the log in the file at `path`. */
export async function startDocumentWorkers(
  path: string,
  onCrash: (error: Error) => void,
): Promise<DocumentWorkers> {
  const worker = await RespawningWorker.start(WORKER, { path } satisfies DocumentWorkerData, onCrash)
  return {
    seed: (title) => worker.call('seed', [title]),
    digest: (document, withSnapshot) => worker.call('digest', [document, withSnapshot]),
    try: (document, update) => worker.call('try', [document, update]),
    cut: (update, tidies) => worker.call('cut', [update, tidies]),
    close: () => worker.close(),
  }
}
