import { totalmem } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'

const MIB = 1024 * 1024
const HOUR_MS = 60 * 60 * 1_000
/** Share of the memory that documents may take unless it is configured. */
const ROOM_SHARE = 1 / 4

const bounded = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`)

const integer = (fallback: number, least: number, most: number) => bounded(least, most).default(fallback)

const onOff = (fallback: boolean) =>
  z
    .enum(['on', 'off'], 'must be on or off')
    .transform((value) => value === 'on')
    .default(fallback)

const url = z.url({ protocol: /^https?$/, error: 'must be an http or https address' })

const addresses = z
  .string()
  .transform((text) => text.split(',').map((address) => address.trim().toLowerCase()))
  .pipe(z.array(z.email('must be e-mail addresses, with commas between them')).max(100))
  .transform((list) => new Set(list))

const rootNames = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .refine(
    (names) => names.every((name) => name.length > 0 && name.length <= 64),
    'names of 1 to 64 characters',
  )
  .refine((names) => names.length <= 16, 'at most 16 names')
  .transform((names) => (names.length === 1 && names[0] === '*' ? null : new Set(names)))

const variables = z.object({
  PORT: integer(3000, 0, 65_535),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .transform((path) => resolve(path)),
  BACKUP_DIR: z
    .string()
    .min(1)
    .default('./backups')
    .transform((path) => resolve(path)),
  BACKUP_EVERY_HOURS: integer(0, 0, 8_760),
  BACKUP_KEEP: integer(7, 1, 10_000),
  NEXT_URL: url.optional(),
  PUBLIC_URL: url.transform((text) => new URL(text).origin).optional(),
  TRUST_PROXY: onOff(false),
  GUESTS: onOff(true),
  RATE_LIMITS: onOff(true),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp or smtps address' }).optional(),
  NOTICE_LETTER_MINUTES: integer(15, 0, 7 * 24 * 60),
  MAIL_FROM: z.string().min(3).default('Scriptorium <scriptorium@localhost>'),
  OIDC_ISSUER: url.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(40).default('single sign-on'),
  MAX_MESSAGE_BYTES: integer(4 * MIB, 1024, 256 * MIB),
  MAX_DOCUMENT_BYTES: integer(10 * MIB, 1024, 1024 * MIB),
  MAX_FILE_BYTES: integer(20 * MIB, 1, 1024 * MIB),
  MAX_FILES_BYTES: integer(200 * MIB, 1, 1024 * 1024 * MIB),
  MAX_ROOM_BYTES: bounded(MIB, 1024 * 1024 * MIB).optional(),
  MAX_CONNECTIONS: integer(10_000, 1, 1_000_000),
  MAX_CONNECTIONS_PER_USER: integer(200, 1, 1_000_000),
  UPDATES_PER_SECOND: integer(100, 1, 1_000_000),
  COMPRESSION: z.enum(['off', 'on', 'required'], 'must be off, on or required').default('off'),
  DOCUMENT_ROOTS: rootNames.default(new Set(['default', 'meta'])),
  HISTORY_DAYS: integer(30, 0, 36_500),
  OPERATORS: addresses.optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

const OIDC_TOGETHER = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const

const environment = variables.superRefine((values, context) => {
  const missing = OIDC_TOGETHER.filter((name) => values[name] === undefined)
  if (missing.length === OIDC_TOGETHER.length) return
  for (const name of missing) {
    context.addIssue({ code: 'custom', path: [name], message: 'is needed with the other OIDC variables' })
  }
})

/** An OpenID provider that people can sign in with. */
export interface OidcConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** As people know it. */
  readonly name: string
}

/** Everything that the operator can set. Read once; nothing else looks at the environment. */
export interface Config {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  /** Absolute path. */
  readonly dataDir: string
  /** Absolute path of the folder that backups are put in. */
  readonly backupDir: string
  /** Milliseconds from one backup to the next; 0 makes none. */
  readonly backupEveryMs: number
  /** Backups that are kept there. */
  readonly backupKeep: number
  /** Where Next.js answers; null serves no pages. */
  readonly nextUrl: string | null
  /** Origin under which people reach the server; null takes the request's Host. */
  readonly publicOrigin: string | null
  /** Whether X-Forwarded-For and -Proto are believed. */
  readonly trustProxy: boolean
  readonly guests: boolean
  readonly rateLimits: boolean
  /** Where letters are handed over; null writes them to the log. */
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** What is not read for so long is posted. */
  readonly noticeLetterMinutes: number
  readonly oidc: OidcConfig | null
  readonly maxMessageBytes: number
  /** Octets of a document's encoded state. */
  readonly maxDocumentBytes: number
  /** Octets of one picture or other file, and of all files of a document together. */
  readonly maxFileBytes: number
  readonly maxFilesBytes: number
  /** Octets that all documents in memory may take together. */
  readonly maxRoomBytes: number
  readonly maxConnections: number
  readonly maxConnectionsPerUser: number
  readonly updatesPerSecond: number
  /** Whether messages may, or must, be compressed (permessage-deflate). */
  readonly compression: 'off' | 'on' | 'required'
  /** Root types that a document may have; null is any. */
  readonly documentRoots: ReadonlySet<string> | null
  readonly historyDays: number
  /** Who has it may read `/metrics`; null lets nobody. */
  readonly metricsToken: string | null
  /** Addresses in lower case of who may see and do what is about the whole server; null is who came first. */
  readonly operators: ReadonlySet<string> | null
  readonly logLevel: string
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

/**
 * Reads the configuration. An empty variable counts as not set. Lists every problem, not just the first. `memory` is
 * what this process may use, in octets.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  memory = memoryOfMachine(),
): ConfigResult {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')}=${given[String(path[0])] ?? ''}: ${message}`,
    )
    return { ok: false, problems }
  }
  const values = parsed.data
  return {
    ok: true,
    config: {
      port: values.PORT,
      host: values.HOST,
      dataDir: values.DATA_DIR,
      backupDir: values.BACKUP_DIR,
      backupEveryMs: values.BACKUP_EVERY_HOURS * HOUR_MS,
      backupKeep: values.BACKUP_KEEP,
      nextUrl: values.NEXT_URL ?? null,
      publicOrigin: values.PUBLIC_URL ?? null,
      trustProxy: values.TRUST_PROXY,
      guests: values.GUESTS,
      rateLimits: values.RATE_LIMITS,
      smtpUrl: values.SMTP_URL ?? null,
      mailFrom: values.MAIL_FROM,
      noticeLetterMinutes: values.NOTICE_LETTER_MINUTES,
      oidc: oidcOf(values),
      maxMessageBytes: values.MAX_MESSAGE_BYTES,
      maxDocumentBytes: values.MAX_DOCUMENT_BYTES,
      maxFileBytes: values.MAX_FILE_BYTES,
      maxFilesBytes: values.MAX_FILES_BYTES,
      maxRoomBytes: values.MAX_ROOM_BYTES ?? Math.floor(memory * ROOM_SHARE),
      maxConnections: values.MAX_CONNECTIONS,
      maxConnectionsPerUser: values.MAX_CONNECTIONS_PER_USER,
      updatesPerSecond: values.UPDATES_PER_SECOND,
      compression: values.COMPRESSION,
      documentRoots: values.DOCUMENT_ROOTS,
      historyDays: values.HISTORY_DAYS,
      metricsToken: values.METRICS_TOKEN ?? null,
      operators: values.OPERATORS ?? null,
      logLevel: values.LOG_LEVEL,
    },
  }
}

function oidcOf(values: z.infer<typeof environment>): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null
  return { issuer, clientId, clientSecret, name: values.OIDC_NAME }
}

/** The machine's, or less when a container has less. Octets. */
function memoryOfMachine(): number {
  const constrained = process.constrainedMemory()
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}
