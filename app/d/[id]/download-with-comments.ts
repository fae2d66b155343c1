import type { Doc } from 'yjs'
import { type Thread, threadPage } from '../../../lib/comment-threads.ts'
import { commentsMarkdown } from '../../../lib/comments-markdown.ts'
import { documentMarkdown } from '../../../lib/document-text.ts'
import type { Language } from '../../../lib/i18n/languages.ts'
import type { Translator } from '../../../lib/i18n/translator.ts'
import { isolated } from '../../../lib/isolated.ts'
import { localTime } from '../../local-time.ts'
import { type Outcome, request } from '../../request.ts'
import { downloadText, fileNameOf } from '../../ui/download-text.ts'

/** Offers a document with what was commented on it as a file of Markdown. Resolves to why not, in words, or null. */
export async function downloadWithComments(
  id: string,
  title: string,
  doc: Doc,
  t: Translator,
  language: Language,
): Promise<string | null> {
  const threads = await allThreads(id)
  if (!threads.ok) return threads.message
  const comments = commentsMarkdown(threads.data, {
    heading: t('comments.export.heading'),
    state: (state) => t(`comments.export.${state}`),
    withdrawn: t('comments.export.withdrawn'),
    instead: (words) => t('comments.export.instead', { words: isolated(words) }),
    moment: (time) => localTime(new Date(time).toISOString(), language),
  })
  const text = documentMarkdown(doc)
  downloadText(fileNameOf(title), comments === '' ? text : `${text.trimEnd()}\n\n${comments}\n`)
  return null
}

async function allThreads(id: string): Promise<Outcome<readonly Thread[]>> {
  const threads: Thread[] = []
  for (;;) {
    const after = threads.at(-1)?.seq ?? 0
    const path = `/api/documents/${id}/comments?after=${after}`
    const page = await request('GET', path, undefined, threadPage)
    if (!page.ok) return page
    threads.push(...page.data.threads)
    if (!page.data.more || page.data.threads.length === 0) return { ok: true, data: threads }
  }
}
