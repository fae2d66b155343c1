import { plainMessage } from './chat-text.ts'
import type { Comment, Thread } from './comment-threads.ts'
import type { ThreadState } from './comments.ts'

/** What is said around comments, in the language of the reader. */
export interface CommentsWords {
  readonly heading: string
  readonly state: (state: ThreadState) => string
  /** In the place of words that were taken away. */
  readonly withdrawn: string
  readonly instead: (replacement: string) => string
  /** `time` in milliseconds since 1970. */
  readonly moment: (time: number) => string
}

const SIGNS = /[\\`*_[\]<>#|~=]/g
/** What would begin a list or a line of its own. */
const LINE_SIGNS = /^(\s*)([-+]|\d+(?=[.)]))/

const plain = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(SIGNS, '\\$&').replace(LINE_SIGNS, '$1\\$2'))
    .join('\n')

/** The threads of a document as Markdown for its end, in this order; empty when there are none. */
export function commentsMarkdown(threads: readonly Thread[], words: CommentsWords): string {
  if (threads.length === 0) return ''
  return [`## ${words.heading}`, ...threads.map((thread) => threadMarkdown(thread, words))].join('\n\n')
}

function threadMarkdown({ quote, replacement, state, comments }: Thread, words: CommentsWords): string {
  const said = comments
    .filter(({ text, withdrawn }) => text !== null || withdrawn)
    .map((comment) => commentMarkdown(comment, words))
  const paragraphs = [
    `> ${plain(quote).replaceAll('\n', '\n> ')}`,
    ...(replacement === null ? [] : [words.instead(plain(replacement))]),
    `*${words.state(state)}*`,
    ...said,
  ]
  return `- ${paragraphs.join('\n\n').replaceAll('\n', '\n  ')}`.replaceAll(/\n {2}(?=\n)/g, '\n')
}

const commentMarkdown = ({ by, time, text }: Comment, words: CommentsWords): string =>
  `**${plain(by.name)}**, ${words.moment(time)}: ${text === null ? words.withdrawn : plain(plainMessage(text))}`
