import { workerData } from 'node:worker_threads'
import type { Topic } from '../../lib/talk.ts'
import { answerCalls } from '../worker-calls.ts'
import type { NoticeLog } from './notice-log.ts'
import { SqliteTalk } from './sqlite-talk.ts'
import type { ReadMark, TalkCommand } from './talk-log.ts'

const talk = new SqliteTalk((workerData as { readonly path: string }).path)
answerCalls({
  do: (commands: readonly TalkCommand[]) => talk.do(commands),
  head: (topic: Topic) => talk.head(topic),
  events: (topic: Topic, after: number, limit: number) => talk.events(topic, after, limit),
  page: (topic: Topic, before: number, limit: number) => talk.page(topic, before, limit),
  threads: (topic: Topic, after: number, limit: number) => talk.threads(topic, after, limit),
  search: (topic: Topic, query: string, before: number, limit: number) =>
    talk.search(topic, query, before, limit),
  reading: (topic: Topic, person: string, atLeast: number) => talk.reading(topic, person, atLeast),
  markRead: (marks: readonly ReadMark[]) => talk.markRead(marks),
  notices: (method: keyof NoticeLog, args: readonly unknown[]) =>
    (talk.notices[method] as (...args: unknown[]) => unknown).apply(talk.notices, [...args]),
  handOver: (guestId: string, userId: string) => talk.handOver(guestId, userId),
  close: () => talk.close(),
})
