import { spawn } from 'node:child_process'
import { within } from './within.ts'

const END_MS = 20_000

export interface StartAttempt {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts a server that is expected to end by itself, and waits until it has. */
export async function attemptStart(env: Readonly<Record<string, string>>): Promise<StartAttempt> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (text: Buffer) => {
      said[name] += text
    })
  }
  const gone = new Promise<number | null>((resolve) => child.once('close', resolve))
  try {
    return { code: await within(END_MS, 'end of the start attempt', gone), ...said }
  } finally {
    child.kill('SIGKILL')
  }
}
