import { RespawningWorker } from '../respawning-worker.ts'
import type { TalkLog } from './talk-log.ts'

const WORKER = new URL('./talk-worker.ts', import.meta.url)

/** The talk log in one SQLite file, on a thread of its own: no commit of a chat waits for one of a text. */
export async function openTalkLog(path: string, onCrash: (error: Error) => void): Promise<TalkLog> {
  const worker = await RespawningWorker.start(WORKER, { path }, onCrash)
  return {
    do: (commands) => worker.call('do', [commands]),
    head: (topic) => worker.call('head', [topic]),
    events: (topic, after, limit) => worker.call('events', [topic, after, limit]),
    page: (topic, before, limit) => worker.call('page', [topic, before, limit]),
    search: (topic, query, before, limit) => worker.call('search', [topic, query, before, limit]),
    reading: (topic, person, atLeast) => worker.call('reading', [topic, person, atLeast]),
    markRead: (marks) => worker.call('markRead', [marks]),
    threads: (topic, after, limit) => worker.call('threads', [topic, after, limit]),
    notices: {
      inbox: (...args) => worker.call('notices', ['inbox', args]),
      lookedThrough: (...args) => worker.call('notices', ['lookedThrough', args]),
      setLookedThrough: (...args) => worker.call('notices', ['setLookedThrough', args]),
      unlookedTopics: () => worker.call('notices', ['unlookedTopics', []]),
      threadOf: (...args) => worker.call('notices', ['threadOf', args]),
      textMentions: (...args) => worker.call('notices', ['textMentions', args]),
      setTextMentions: (...args) => worker.call('notices', ['setTextMentions', args]),
      unmailed: (...args) => worker.call('notices', ['unmailed', args]),
      setMailed: (...args) => worker.call('notices', ['setMailed', args]),
    },
    handOver: (guestId, userId) => worker.call('handOver', [guestId, userId]),
    close: () => worker.close(),
  }
}
