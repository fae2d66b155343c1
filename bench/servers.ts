import { join } from 'node:path'
import type { Dialect } from './load/job.ts'

/** The folder of the bench, and the repository that it is in. */
export const BENCH = import.meta.dirname
export const REPOSITORY = join(BENCH, '..')
export const PEERS = join(BENCH, 'peers')

export const SERVER_NAMES = ['ours', 'y-websocket', 'hocuspocus', 'relay'] as const
export type ServerName = (typeof SERVER_NAMES)[number]

/** A server as it is started. It must listen on 127.0.0.1:`port` and answer `readyPath` with 200. */
export interface ServerKind {
  readonly label: string
  readonly dialect: Dialect
  readonly script: string
  readonly readyPath: string
  readonly environment: (port: number, dataDir: string) => Readonly<Record<string, string>>
}

const onLoopback = (port: number, dataDir: string): Record<string, string> => ({
  HOST: '127.0.0.1',
  PORT: String(port),
  DATA_DIR: dataDir,
})

export const SERVERS: Readonly<Record<ServerName, ServerKind>> = {
  ours: {
    label: 'Scriptorium',
    dialect: 'scriptorium',
    script: join(REPOSITORY, 'server/main.ts'),
    readyPath: '/healthz',
    environment: (port, dataDir) => ({
      ...onLoopback(port, dataDir),
      NEXT_URL: '',
      RATE_LIMITS: 'off',
      DOCUMENT_ROOTS: '*',
      UPDATES_PER_SECOND: '1000000',
      MAX_CONNECTIONS: '20000',
    }),
  },
  'y-websocket': {
    label: 'y-websocket 2.1, LevelDB',
    dialect: 'y-websocket',
    script: join(PEERS, 'node_modules/y-websocket/bin/server.cjs'),
    readyPath: '/',
    environment: (port, dataDir) => ({ ...onLoopback(port, dataDir), YPERSISTENCE: join(dataDir, 'level') }),
  },
  hocuspocus: {
    label: 'Hocuspocus 4.7, SQLite',
    dialect: 'hocuspocus',
    script: join(PEERS, 'hocuspocus.js'),
    readyPath: '/',
    environment: onLoopback,
  },
  relay: {
    label: 'bare relay',
    dialect: 'relay',
    script: join(PEERS, 'relay.js'),
    readyPath: '/',
    environment: onLoopback,
  },
}
