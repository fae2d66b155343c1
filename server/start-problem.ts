import type { Config } from './config.ts'

/** Why the server could not start, in words that say what to do. */
export function startProblem(error: unknown, { host, port }: Pick<Config, 'host' | 'port'>): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is in use. Stop what uses it, or set PORT.`
  if (code === 'EACCES') return `this user may not open port ${port} on ${host}. Set PORT to one above 1023.`
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') {
    return `${host} is no address of this machine. Set HOST, for instance to 127.0.0.1 or 0.0.0.0.`
  }
  return message ?? String(error)
}
