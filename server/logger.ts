import { type Logger, pino } from 'pino'

/** JSON lines on standard error; standard output is for people. */
export const createLogger = (level: string): Logger =>
  pino({ level }, pino.destination({ dest: 2, sync: true }))
