import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { type DocumentId, newDocumentId } from '../lib/ids.ts'
import { can } from '../lib/roles.ts'
import { AccessRequests } from './access-requests.ts'
import { openAccounts } from './accounts.ts'
import { admitTo, type Shortage } from './admission.ts'
import { createApi } from './api/app.ts'
import { AttemptLimits } from './api/attempt-limits.ts'
import { openAppDatabase } from './app-database.ts'
import { Audit } from './audit.ts'
import { BackupSchedule, backupByScript, lastBackupAt } from './backup/backup-schedule.ts'
import { Committer } from './committer.ts'
import type { Config } from './config.ts'
import { ConnectionLimits } from './connection-limits.ts'
import { openDataDir, opening } from './data-dir.ts'
import { testAddress } from './doctor/self-test.ts'
import { Documents } from './documents.ts'
import { type DrainReason, drain } from './drain.ts'
import { DiskFiles } from './files/disk-files.ts'
import { cleanFiles } from './files/file-cleaning.ts'
import { FileReferences } from './files/file-references.ts'
import { createFrontDoor } from './front-door.ts'
import { beat, liveBeat } from './heartbeat.ts'
import { Invitations } from './invitations.ts'
import { Links } from './links.ts'
import { LiveEndpoint } from './live/live-endpoint.ts'
import { LiveTopics } from './live/live-topics.ts'
import { TalkAccess } from './live/talk-access.ts'
import { type AccessEvent, LiveAccess } from './live-access.ts'
import { LoadWatch } from './load-watch.ts'
import { loggingMailer, smtpMailer } from './mailer.ts'
import { NextProxy } from './next-proxy.ts'
import { Audience } from './notices/audience.ts'
import { AUDIT, AuditNotices } from './notices/audit-notices.ts'
import { Inbox } from './notices/inbox.ts'
import { LetterPost } from './notices/letter-post.ts'
import { LetterSettings } from './notices/letter-settings.ts'
import { noticeLetter } from './notices/notice-letter.ts'
import { Notifier } from './notices/notifier.ts'
import { TextMentions } from './notices/text-mentions.ts'
import { DiskSpace } from './operate/disk-space.ts'
import { Measures } from './operate/measures.ts'
import { type Gauges, Metrics } from './operate/metrics.ts'
import { openServerWatch } from './operate/open-server-watch.ts'
import { Operations } from './operate/operations.ts'
import { Operators } from './operate/operators.ts'
import { RecentErrors } from './operate/recent-errors.ts'
import type { Standings } from './operate/sampler.ts'
import { originPolicyOf } from './origin.ts'
import { Profiles } from './profiles.ts'
import { Rooms } from './rooms.ts'
import { settingAside } from './set-aside.ts'
import { Sharing } from './sharing.ts'
import { openSqliteLog } from './storage/sqlite-log.ts'
import type { UpdateLog } from './storage/update-log.ts'
import { SyncEndpoint } from './sync-endpoint.ts'
import { openTalkLog } from './talk/open-talk-log.ts'
import { CHUNK_BYTES } from './update-cut.ts'
import { Upkeep } from './upkeep.ts'
import { startDocumentWorkers } from './workers/document-workers.ts'

/** One wheel for heartbeats, unloading and upkeep. */
const TICK_MS = 1_000
const RETIRE_EVERY_MS = 60 * 60 * 1000
const PROBE_EVERY_MS = 5_000
/** Sign-ins to one account, and guesses of one link's password: on average, and at once. */
const SIGN_INS_PER_MINUTE = 1
const SIGN_IN_BURST = 10
const UNLOCKS_PER_MINUTE = 2
const UNLOCK_BURST = 10
const UPLOADS_PER_MINUTE = 60
const UPLOAD_BURST = 120
const COMMENTS_PER_MINUTE = 60
const COMMENT_BURST = 120
const CHAT_SEARCHES_PER_MINUTE = 30
const CHAT_SEARCH_BURST = 60
/** A commit that takes longer than this is stuck. */
const STALLED_MS = 5_000
const OPERATIONS_PER_MINUTE = 30
const OPERATION_BURST = 20
const NOTICE_LOOKS_PER_MINUTE = 120
const NOTICE_LOOK_BURST = 240
const MINUTE_MS = 60 * 1000
const DAY_MS = 24 * 60 * 60 * 1000

export interface RunningServer {
  /** Where it answers, with the port that it got. */
  readonly url: string
  /** Ends it with everything flushed; see `drain.ts`. */
  stop(reason: DrainReason): Promise<void>
}

/** What comes in from outside besides the configuration. */
export interface ServerOptions {
  readonly logger: Logger
  readonly development?: boolean
  /** What the log has said at level error. */
  readonly errors?: RecentErrors
  /** Stands between the server and its log, for instance to hold commits back. */
  readonly wrapLog?: (log: UpdateLog) => UpdateLog
}

/** Starts the server and resolves once it answers. Rejects when something it needs is not to be had. */
export async function startServer(config: Config, options: ServerOptions): Promise<RunningServer> {
  const { logger, development = false, wrapLog = (log) => log, errors = new RecentErrors(Date.now) } = options
  const now = (): number => performance.now()
  const wallClock = (): number => Date.now()
  const dataDir = openDataDir(config.dataDir)
  const onCrash = (error: Error): void => logger.error({ err: error }, 'a worker thread crashed')
  const { logPath, talkPath, accountsPath, filesPath } = dataDir
  const log = wrapLog(await opening(logPath, () => openSqliteLog(logPath, onCrash)))
  const talk = await opening(talkPath, () => openTalkLog(talkPath, onCrash))
  const workers = await opening(logPath, () => startDocumentWorkers(logPath, onCrash))
  const database = await opening(accountsPath, () => openAppDatabase(accountsPath))
  const fileStore = await opening(filesPath, () => new DiskFiles(filesPath))
  const files = new FileReferences(database, config.maxFilesBytes, randomBytes, wallClock)
  const audit = new Audit(database, wallClock, (event) => {
    logger.info({ audit: event }, 'access changed')
    notifier.look(AUDIT)
  })
  const documents = new Documents(database, audit, wallClock)
  const sharing = new Sharing(database, audit)
  const invitations = new Invitations(database, audit)
  const links = new Links(database, audit)
  const requests = new AccessRequests(database, audit)
  const profiles = new Profiles(database, wallClock)

  let storageFailure: Error | null = null
  const measures = new Measures()
  const diskSpace = new DiskSpace(config.dataDir)
  const committer = new Committer(
    log,
    now,
    (failure) => {
      storageFailure = failure
    },
    measures,
  )
  const limits = {
    roots: config.documentRoots,
    messageBytes: config.maxMessageBytes,
    documentBytes: config.maxDocumentBytes,
    updatesPerSecond: config.updatesPerSecond,
  }
  const digest = settingAside({
    log,
    logger,
    digest: (document, withSnapshot) => workers.digest(document, withSnapshot),
    onSetAside: (document) => rooms.get(document)?.reload(),
  })
  const upkeep = new Upkeep({
    log,
    logger,
    now,
    digest,
    onDescribed: async (document, description) => {
      await textMentions.look(document, description.mentions)
      await documents.describe(document, description)
    },
  })
  const rooms = new Rooms(
    log,
    {
      limits,
      committer,
      logger,
      now,
      wallClock,
      digest: (document) => digest(document, false),
      tryUpdate: (document, update) => workers.try(document, update),
      cutter: { most: CHUNK_BYTES, cut: (update, tidies) => workers.cut(update, tidies) },
    },
    upkeep,
    config.maxRoomBytes,
  )
  const connectionLimits = new ConnectionLimits(config.rateLimits ? config.maxConnectionsPerUser : null, now)
  const topics = new LiveTopics({
    log: talk,
    standing: (document, principal) => talkAccess.standing(document, principal),
    onCommitted: (topic) => {
      if (topic.startsWith('notices:')) post?.wake()
      else notifier.look(topic)
    },
    logger,
    wallClock,
  })
  const talkAccess = new TalkAccess({
    connections: () => live.connections,
    topics,
    entries: (document) => documents.entries(document),
    sessions: (userId) => profiles.sessionsOf(userId),
    now: wallClock,
  })
  const audience = new Audience(database, documents)
  const inbox = new Inbox(talk.notices, audience)
  const letterSettings = new LetterSettings(database, dataDir.secret)
  const notifier = new Notifier({
    log: talk,
    perform: (commandOf) => topics.perform(commandOf),
    audience,
    audit: new AuditNotices(database, audience),
    note: (event, time) => audit.note(event, time),
    logger,
    wallClock,
  })
  const textMentions = new TextMentions({
    log: talk.notices,
    notifier,
    audience,
    owners: async (document) => {
      const room = rooms.get(document)
      if (room !== null) return (client) => room.tail.state.owners.of(client)
      const { owners } = await log.read(document)
      return (client) => owners.get(client) ?? null
    },
    wallClock,
  })
  const live = new LiveEndpoint({
    onArrival: ({ id }, language) => {
      letterSettings.speaks(id, language).catch((error: unknown) => {
        logger.error({ err: error }, 'the language of a person could not be noted')
      })
    },
    topics,
    limits: connectionLimits,
    rateLimits: config.rateLimits,
    settle: (connection) => talkAccess.settle(connection),
    watch: () => serverWatch,
    measures,
    logger,
    now,
  })
  const liveAccess = new LiveAccess({
    talk: talkAccess,
    connections: () => endpoint.connections,
    room: (document) => rooms.get(document),
    access: (document, userId) => documents.access(document, userId),
    entries: (document) => documents.entries(document),
    sessions: (userId) => profiles.sessionsOf(userId),
    logger,
    now: wallClock,
  })
  const endpoint = new SyncEndpoint({
    config,
    rooms,
    limits: connectionLimits,
    settle: (connection) => liveAccess.settle(connection),
    onOpenedByLink: ({ document, principal, role }) => {
      const actor = { id: principal.userId, name: principal.name }
      links.opened(document, actor, role).catch((error: unknown) => {
        logger.error({ err: error, document }, 'a visit by link could not be noted')
      })
    },
    measures,
    logger,
    now,
  })
  const baseOrigin = config.publicOrigin ?? `http://${config.host}:${config.port}`
  const tell = (event: AccessEvent): Promise<void> => liveAccess.change(event, async () => undefined)
  const mailer = config.smtpUrl === null ? loggingMailer(logger) : smtpMailer(config.smtpUrl, config.mailFrom)
  const post = !mailer.delivers
    ? null
    : new LetterPost({
        log: talk.notices,
        inbox,
        reader: (person) => letterSettings.reader(person),
        letter: (person, reader, notices) =>
          noticeLetter(reader, notices, {
            origin: baseOrigin,
            stopToken: letterSettings.stopToken(person),
          }),
        send: (letter) => mailer.send(letter),
        clock: { now: wallClock, later },
        afterMs: config.noticeLetterMinutes * MINUTE_MS,
        logger,
      })
  const accounts = await openAccounts({
    database,
    secret: dataDir.secret,
    config,
    baseUrl: baseOrigin,
    random: Math.random,
    logger,
    mailer,
    onUpgrade: async (guestId, userId) => {
      await sharing.handOver(guestId, userId)
      await log.handOver(guestId, userId)
      await files.handOver(guestId, userId)
      await talk.handOver(guestId, userId)
      for (const room of rooms.loaded) room.handOver(guestId, userId)
    },
    onAddress: async (person) => {
      const joined = await invitations.accept(person, person.email)
      for (const document of joined) await tell({ kind: 'document', document, by: null })
    },
    onPasswordReset: (userId) => tell({ kind: 'user', userId }),
  })
  const attempts = (perMinute: number, burst: number): AttemptLimits =>
    new AttemptLimits(config.rateLimits ? perMinute : Number.MAX_SAFE_INTEGER, burst, now)
  let draining = false
  const loadWatch = new LoadWatch({ connections: () => endpoint.connections, logger, now })
  const shortage = (document: DocumentId | null): Shortage | null => {
    if (draining) return 'draining'
    if (loadWatch.refusing) return 'overload'
    if (document !== null && !rooms.admits(document)) return 'memory'
    return connectionLimits.total >= config.maxConnections ? 'full' : null
  }
  const notReady = (): readonly string[] => [
    ...(storageFailure === null ? [] : ['storage']),
    ...(now() - (committer.waitingSince ?? now()) > STALLED_MS ? ['stalled'] : []),
    ...(diskSpace.isShort ? ['disk'] : []),
    ...(draining ? ['draining'] : []),
  ]
  const gauges = (): Gauges => {
    const [sync, talking] = [[...endpoint.connections], [...live.connections]]
    const loaded = [...rooms.loaded]
    return {
      connections: { sync: sync.length, live: talking.length },
      people: new Set([...sync, ...talking].map(({ principal }) => principal.userId)).size,
      lagging: sync.filter(({ laggingSince }) => laggingSince !== null).length,
      rooms: loaded.length,
      roomBytes: loaded.reduce((sum, { heldBytes }) => sum + heldBytes, 0),
      uncommittedBytes: committer.pendingBytes,
      diskFreeBytes: diskSpace.freeBytes,
      octets: measures.octets.total,
      notReady: notReady(),
    }
  }
  const standings = (): Standings => {
    let slow = 0
    for (const { laggingSince } of endpoint.connections) if (laggingSince !== null) slow++
    return {
      people: connectionLimits.people,
      sync: endpoint.connections.size,
      live: live.connections.size,
      rooms: rooms.count,
      roomOctets: rooms.heldBytes,
      uncommitted: committer.pendingBytes,
      slow,
      diskFree: diskSpace.freeBytes,
    }
  }
  const operators = new Operators(database, config.operators, mailer.delivers || config.oidc !== null)
  const serverWatch = openServerWatch({
    measures,
    errors,
    standings,
    loaded: () => rooms.loaded,
    notReady,
    lastBackupAt: () => lastBackupAt(config.backupDir),
    operators: (people) => operators.among(people),
    titles: (found) => documents.titles(found),
    logger,
    now,
    wallClock,
  })
  const originPolicy = originPolicyOf(config)
  const api = createApi({
    accounts,
    documents,
    sharing,
    invitations,
    links,
    requests,
    audit,
    profiles,
    talk,
    topics,
    chatSearches: attempts(CHAT_SEARCHES_PER_MINUTE, CHAT_SEARCH_BURST),
    commentAttempts: attempts(COMMENTS_PER_MINUTE, COMMENT_BURST),
    operators,
    operations: new Operations({
      room: (document) => rooms.get(document),
      connections: () => endpoint.connections,
      audit,
      logger,
    }),
    operateAttempts: attempts(OPERATIONS_PER_MINUTE, OPERATION_BURST),
    inbox,
    audience,
    letterSettings,
    delivers: mailer.delivers,
    noticeAttempts: attempts(NOTICE_LOOKS_PER_MINUTE, NOTICE_LOOK_BURST),
    events: liveAccess,
    signInAttempts: attempts(SIGN_INS_PER_MINUTE, SIGN_IN_BURST),
    unlockAttempts: attempts(UNLOCKS_PER_MINUTE, UNLOCK_BURST),
    uploadAttempts: attempts(UPLOADS_PER_MINUTE, UPLOAD_BURST),
    files,
    fileStore,
    fileLimits: { fileBytes: config.maxFileBytes, documentBytes: config.maxFilesBytes },
    guests: config.guests,
    provider: config.oidc?.name ?? null,
    admission: (document, user, address) =>
      admitTo(document, {
        user: async () => user,
        access: (id, userId) => documents.access(id, userId),
        tooMany: (userId) => connectionLimits.wait(userId, address),
        unavailable: shortage,
      }),
    originPolicy,
    baseOrigin,
    logger,
    wallClock,
    notifyOwners: (document, sentence) => {
      for (const connection of rooms.get(document)?.connections ?? []) {
        if (can(connection.role, 'share')) connection.notify(sentence)
      }
    },
    freshen: (found) => rooms.freshen(found),
    health: { notReady, metrics: new Metrics(measures, gauges), metricsToken: config.metricsToken },
    seed: async (title, author) => {
      const id = newDocumentId(randomBytes)
      const bytes = await workers.seed(title)
      await log.append([{ document: id, seq: 1, author, time: wallClock(), bytes }])
      return { id, size: bytes.length }
    },
  })
  const pages = config.nextUrl === null ? null : new NextProxy(config.nextUrl, logger, development)
  const door = createFrontDoor({
    config,
    accounts,
    documents,
    limits: connectionLimits,
    endpoint,
    live,
    originPolicy,
    api: (request) => api.fetch(request),
    pages,
    measures,
    logger,
    shortage,
    development,
  })
  await notifier.start()
  post?.start()
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject)
    door.listen(config.port, config.host, () => {
      door.off('error', reject)
      resolve()
    })
  })

  for (const document of await documents.outdated(await log.list())) upkeep.describe(document)
  const wheel = setInterval(() => {
    const at = now()
    beat(endpoint.connections, at)
    liveBeat(live.connections, at)
    loadWatch.tick(at)
    rooms.tick(at)
    connectionLimits.tick(at)
    serverWatch.tick()
    liveAccess.endSessions().catch((error: unknown) => {
      logger.error({ err: error }, 'sessions that ended could not be put through')
    })
  }, TICK_MS)
  const probe = setInterval(() => {
    diskSpace.look().catch((error: unknown) => {
      logger.error({ err: error }, 'the room on the disk could not be read')
    })
    if (storageFailure === null) return
    log.probe().then(
      () => {
        storageFailure = null
      },
      (error: Error) => {
        storageFailure = error
      },
    )
  }, PROBE_EVERY_MS)
  const retire = setInterval(() => {
    log.retire(wallClock() - config.historyDays * DAY_MS).catch((error: unknown) => {
      logger.error({ err: error }, 'old history could not be dropped; it is tried again')
    })
    cleanFiles(fileStore, files, wallClock()).catch((error: unknown) => {
      logger.error({ err: error }, 'files that nobody refers to could not be deleted; it is tried again')
    })
  }, RETIRE_EVERY_MS)

  const stopping = new AbortController()
  const backups =
    config.backupEveryMs === 0
      ? null
      : new BackupSchedule({
          everyMs: config.backupEveryMs,
          lastAt: () => lastBackupAt(config.backupDir),
          make: () => backupByScript({ ...config, keep: config.backupKeep }, logger, stopping.signal),
          logger,
          now: wallClock,
        })

  const { port } = door.address() as AddressInfo
  if (config.publicOrigin !== null) testAddress({ ...config, origin: config.publicOrigin, port }, logger)
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host
  return {
    url: config.publicOrigin ?? `http://${host}:${port}`,
    stop: async (reason) => {
      if (draining) return
      draining = true
      for (const timer of [wheel, probe, retire]) clearInterval(timer)
      backups?.stop()
      stopping.abort()
      loadWatch.stop()
      serverWatch.stop()
      liveAccess.close()
      await drain(reason, {
        door,
        connections: () => [...endpoint.connections, ...live.connections],
        drained: async () => {
          await Promise.all([committer.drained(), topics.drained()])
        },
        logger,
      })
      await upkeep.settled()
      await notifier.close()
      await post?.close()
      await workers.close()
      await log.close()
      await talk.close()
      await database.destroy()
      pages?.close()
      dataDir.release()
    },
  }
}

/** Does something in `ms`, unless it is prevented by what this returns. */
function later(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms).unref()
  return () => clearTimeout(timer)
}
