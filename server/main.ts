import { readConfig } from './config.ts'
import { createLogger } from './logger.ts'
import { RecentErrors } from './operate/recent-errors.ts'
import { startServer } from './server.ts'
import { stopOnSignals } from './signals.ts'
import { startProblem } from './start-problem.ts'

const result = readConfig(process.env)
if (!result.ok) {
  process.stderr.write(`Scriptorium cannot start:\n${result.problems.map((line) => `  ${line}\n`).join('')}`)
  process.exit(1)
}
const errors = new RecentErrors(Date.now)
const logger = createLogger(result.config.logLevel, (message, fields) => errors.note(message, fields))
try {
  const server = await startServer(result.config, { logger, errors })
  process.stdout.write(`Scriptorium is ready at ${server.url}\n`)
  stopOnSignals(server, logger)
} catch (error) {
  process.stderr.write(`Scriptorium cannot start: ${startProblem(error, result.config)}\n`)
  process.exit(1)
}
