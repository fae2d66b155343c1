import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { recordManuscript } from './manuscript.ts'
import { recordPaper } from './paper.ts'
import { BENCH, REPOSITORY } from './servers.ts'

const MAKERS = {
  paper: (file: string) => recordPaper(tracesFolder(), 259_778, file),
  'paper-start': (file: string) => recordPaper(tracesFolder(), 5_000, file),
  'manuscript-4MB': (file: string) => recordManuscript(4_000_000, file),
  'manuscript-1MB': (file: string) => recordManuscript(1_000_000, file),
  'manuscript-100kB': (file: string) => recordManuscript(100_000, file),
} as const

export type RecordingKind = keyof typeof MAKERS

const tracesFolder = (): string => process.env.TRACES ?? join(REPOSITORY, '../shared/traces')

/** Where servers keep their data and recordings lie during a run; it goes when the bench ends. */
export const WORK = join(BENCH, '.work', String(process.pid))

const made = new Map<RecordingKind, string>()

/** The file of a recording, made when it is first wanted and kept until the bench ends. */
export function recordingFile(kind: RecordingKind, say: (line: string) => void): string {
  const known = made.get(kind)
  if (known !== undefined) return known
  mkdirSync(WORK, { recursive: true })
  const file = join(WORK, `${kind}.bin`)
  made.set(kind, file)
  say(`Recording: ${MAKERS[kind](file)}.`)
  return file
}
