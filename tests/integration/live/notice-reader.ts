import type { NoticeItem, NoticePage } from '../../../lib/notice-list.ts'
import type { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'

/** People are told behind what happens, on a busy machine later. */
const PATIENCE_MS = 20_000

export async function noticesOf(server: TestServer, cookie: string): Promise<NoticePage> {
  const answer = await server.request(cookie, 'GET', '/api/notices')
  if (answer.status !== 200) throw new Error(`no notices: ${answer.status}`)
  return (await answer.json()) as NoticePage
}

/** The newest notice, once it is about `about`. */
export function told(
  server: TestServer,
  cookie: string,
  about: NoticeItem['about'],
  ms = PATIENCE_MS,
): Promise<NoticeItem> {
  return eventually(async () => {
    const [newest] = (await noticesOf(server, cookie)).notices
    if (newest?.about !== about) throw new Error(`not told of ${about}, but of ${newest?.about}`)
    return newest
  }, ms)
}
