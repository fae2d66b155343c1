import { workerData } from 'node:worker_threads'
import type { Topic } from '../../lib/talk.ts'
import { answerCalls } from '../worker-calls.ts'
import { SqliteTalk } from './sqlite-talk.ts'
import type { TalkCommand } from './talk-log.ts'

const talk = new SqliteTalk((workerData as { readonly path: string }).path)
answerCalls({
  do: (commands: readonly TalkCommand[]) => talk.do(commands),
  head: (topic: Topic) => talk.head(topic),
  events: (topic: Topic, after: number, limit: number) => talk.events(topic, after, limit),
  page: (topic: Topic, before: number, limit: number) => talk.page(topic, before, limit),
  threads: (topic: Topic, after: number, limit: number) => talk.threads(topic, after, limit),
  handOver: (guestId: string, userId: string) => talk.handOver(guestId, userId),
  close: () => talk.close(),
})
