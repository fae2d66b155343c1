import { type Logger, pino } from 'pino'

const ERROR_LEVEL = 50

/** Hears of what is logged as an error: the words, and the fields that came with them. */
export type OnError = (message: string, fields: unknown) => void

/** JSON lines on standard error; standard output is for people. */
export const createLogger = (level: string, onError: OnError = () => undefined): Logger =>
  pino(
    {
      level,
      hooks: {
        logMethod(args, method, at) {
          if (at >= ERROR_LEVEL) {
            const [first, second] = args as readonly unknown[]
            if (typeof first === 'string') onError(first, null)
            else onError(typeof second === 'string' ? second : '', first)
          }
          method.apply(this, args)
        },
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
