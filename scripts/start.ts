import { type ChildProcess, fork } from 'node:child_process'
import { readConfig } from '../server/config.ts'
import { createLogger } from '../server/logger.ts'
import { startServer } from '../server/server.ts'
import { stopOnSignals } from '../server/signals.ts'
import { startProblem } from '../server/start-problem.ts'
import { buildIfNeeded } from './build.ts'

const development = process.argv.includes('--dev')
const result = readConfig(process.env)
if (!result.ok) fail(`\n${result.problems.map((line) => `  ${line}`).join('\n')}`)
else await run(result.config)

async function run(given: Extract<typeof result, { ok: true }>['config']): Promise<void> {
  if (!development) buildIfNeeded()
  const { host, port } = given
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const pages = await startPages(`http://${reachable}:${port}`)
  const logger = createLogger(given.logLevel)
  try {
    const server = await startServer({ ...given, nextUrl: pages.url }, { logger, development })
    console.log(`\nScriptorium is ready at ${server.url}\n`)
    stopOnSignals(server, logger, () => pages.child.kill('SIGKILL'))
    pages.child.on('exit', () => logger.error('the pages ended; restart Scriptorium'))
  } catch (error) {
    pages.child.kill('SIGKILL')
    fail(startProblem(error, given))
  }
}

async function startPages(serverUrl: string): Promise<{ child: ChildProcess; url: string }> {
  console.log('Starting the pages…')
  const child = fork('scripts/next.ts', development ? ['--dev'] : [], {
    env: {
      ...process.env,
      SERVER_URL: serverUrl,
      NODE_ENV: development ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port))
    child.once('exit', (code) => reject(new Error(`the pages ended with code ${code} while starting`)))
  })
  return { child, url: `http://127.0.0.1:${port}` }
}

function fail(why: string): never {
  process.stderr.write(`Scriptorium cannot start: ${why}\n`)
  process.exit(1)
}
