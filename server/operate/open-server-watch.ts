import type { Logger } from 'pino'
import type { ServerFacts } from '../../lib/server-watch.ts'
import type { Room } from '../room.ts'
import type { Measures } from './measures.ts'
import { MinuteTally } from './minute-tally.ts'
import type { RecentErrors } from './recent-errors.ts'
import { RoomTable } from './room-table.ts'
import { Sampler, type Standings } from './sampler.ts'
import { ServerWatch, type ServerWatchContext } from './server-watch.ts'

/** The newest backup is looked for so often. */
const BACKUP_LOOK_MS = 60_000

export interface WatchSources extends Pick<ServerWatchContext, 'operators' | 'titles' | 'now' | 'wallClock'> {
  readonly measures: Measures
  readonly errors: RecentErrors
  readonly standings: () => Standings
  readonly loaded: () => Iterable<Room>
  readonly notReady: () => readonly string[]
  /** When the newest backup was made, milliseconds since 1970; null when there is none. */
  readonly lastBackupAt: () => number | null
  readonly logger: Logger
}

/** What operators watch; its `tick` is to be called once a second. */
export function openServerWatch(sources: WatchSources): ServerWatch {
  const { measures, errors, standings, loaded, notReady, lastBackupAt, now, wallClock } = sources
  const startedAt = wallClock()
  const handshakes = new MinuteTally(measures.handshakes)
  const closes = new MinuteTally(measures.closes)
  let backup = { at: lastBackupAt(), lookedAt: now() }
  const facts = (): ServerFacts => {
    if (now() - backup.lookedAt > BACKUP_LOOK_MS) backup = { at: lastBackupAt(), lookedAt: now() }
    return {
      startedAt,
      backupAt: backup.at,
      notReady: [...notReady()],
      handshakes: handshakes.lines(),
      closes: closes.lines(),
      errors: [...errors.list],
    }
  }
  const sampler = new Sampler(measures, standings, now())
  return new ServerWatch({
    ...sources,
    sampler,
    rooms: new RoomTable(loaded),
    facts,
    onTick: () => {
      handshakes.tick()
      closes.tick()
    },
  })
}
