import { expect, test } from 'vitest'
import type { Thread } from '../../lib/comment-threads.ts'
import { commentsMarkdown } from '../../lib/comments-markdown.ts'

const words = {
  heading: 'Comments',
  state: (state: string) => state,
  withdrawn: '(deleted)',
  instead: (replacement: string) => `Instead: ${replacement}`,
  moment: (time: number) => `at ${time}`,
}
const ada = { id: 'ada', name: 'Ada *', color: '#336699' }
const comment = (seq: number, text: string | null, withdrawn = false) => ({
  ...{ seq, time: seq, by: ada, text, editedAt: null, withdrawn, reactions: [] },
})
const thread = (part: Partial<Thread>): Thread => ({
  seq: 1,
  passage: { start: 'AA', end: 'AA', quote: 'quick', before: '', after: '' } as unknown as Thread['passage'],
  quote: 'quick',
  replacement: null,
  state: 'open',
  stateBy: null,
  stateAt: null,
  comments: [comment(1, 'Why?')],
  ...part,
})

test('[O10] comments are carried along with a text as Markdown, and what they say stays words', () => {
  expect(commentsMarkdown([], words)).toBe('')
  const two = [
    thread({ comments: [comment(1, '# Why\n- not *this*?'), comment(2, null, true)] }),
    thread({ seq: 3, replacement: 'slow', state: 'accepted', comments: [comment(3, null)] }),
  ]
  expect(commentsMarkdown(two, words)).toBe(`## Comments

- > quick

  *open*

  **Ada \\***, at 1: \\# Why
  \\- not \\*this\\*?

  **Ada \\***, at 2: (deleted)

- > quick

  Instead: slow

  *accepted*`)
})
