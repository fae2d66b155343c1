import { appendFileSync } from 'node:fs'
import { Socket } from 'node:net'

/**
 * Loaded into a process with `--import`, and into all that it starts: writes down, one a line, whom it connects to
 * by TCP. Everything that goes out of a Node process passes here, name lookups of a resolver's own excepted.
 */
const report = process.env.CALLS_FILE ?? ''
const { connect } = Socket.prototype

const targetOf = (first: unknown): string => {
  const options: unknown = Array.isArray(first) ? first[0] : first
  if (typeof options !== 'object' || options === null) return String(options)
  if ('path' in options && typeof options.path === 'string') return `file ${options.path}`
  return 'host' in options && typeof options.host === 'string' ? options.host : 'localhost'
}

Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  appendFileSync(report, `${targetOf(args[0])}\n`)
  return Reflect.apply(connect, this, args) as Socket
} as typeof connect
