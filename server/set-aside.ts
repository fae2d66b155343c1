import type { Logger } from 'pino'
import type { DocumentId } from '../lib/ids.ts'
import type { UpdateLog } from './storage/update-log.ts'
import type { Digest } from './workers/digest.ts'

export interface SetAsideContext {
  readonly log: Pick<UpdateLog, 'setAside'>
  readonly logger: Logger
  readonly digest: (document: DocumentId, withSnapshot: boolean) => Promise<Digest>
  /** The log of the document has been changed: what holds it in memory must read it anew. */
  readonly onSetAside: (document: DocumentId) => void
}

/**
 * A digest that takes records out of the log that cannot be applied, so that the document stays readable. They are
 * kept beside it, and the operator is told which and whose they are.
 */
export function settingAside({
  log,
  logger,
  digest,
  onSetAside,
}: SetAsideContext): SetAsideContext['digest'] {
  return async (document, withSnapshot) => {
    const made = await digest(document, withSnapshot)
    if (made.poison.length > 0) {
      await log.setAside(
        document,
        made.poison.map(({ seq }) => seq),
      )
      logger.error({ document, records: made.poison }, 'records that cannot be applied were set aside')
      onSetAside(document)
    }
    return made
  }
}
