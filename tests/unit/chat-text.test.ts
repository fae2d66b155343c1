import { expect, test } from 'vitest'
import { createRelativePositionFromTypeIndex, Doc } from 'yjs'
import {
  mentionsInMessage,
  mentionToken,
  passageToken,
  pictureToken,
  piecesOf,
  plainMessage,
} from '../../lib/chat-text.ts'
import { encodePlace } from '../../lib/passage.ts'

const doc = new Doc()
const text = doc.getXmlFragment('default')
const place = encodePlace(createRelativePositionFromTypeIndex(text, 0))
const file = 'f'.repeat(26)

test('[V16] names, pictures, passages and addresses of a message are told apart from its words', () => {
  const quote = 'a [strange] \\ quote'
  const message = [
    `Hello ${mentionToken('Ada [the] Great', 'u1')}, see`,
    passageToken({ quote, start: place, end: place }),
    'and https://example.org/a_(b). Or (https://example.org/c)!',
  ].join(' ')
  expect(piecesOf(message)).toEqual([
    { kind: 'text', text: 'Hello ' },
    { kind: 'person', id: 'u1', name: 'Ada [the] Great' },
    { kind: 'text', text: ', see ' },
    { kind: 'passage', quote, start: place, end: place },
    { kind: 'text', text: ' and ' },
    { kind: 'link', text: 'https://example.org/a_(b)', href: 'https://example.org/a_(b)' },
    { kind: 'text', text: '. Or (' },
    { kind: 'link', text: 'https://example.org/c', href: 'https://example.org/c' },
    { kind: 'text', text: ')!' },
  ])
  expect(plainMessage(message)).toBe(
    `Hello @Ada [the] Great, see “${quote}” and https://example.org/a_(b). Or (https://example.org/c)!`,
  )
})

test('[V16] what only looks like one of them stays the text that it is', () => {
  for (const message of [
    '@[x](user:no spaces)',
    '[x](user:u1)',
    '![x](user:u1)',
    `@[x](file:${file})`,
    '![x](file:../../etc)',
    `[x](passage:${place})`,
    `[x](passage:${place}~${place}~${place})`,
    '[x](javascript:alert(1))',
    'javascript:alert(1) data:text/html,x ftp://example.org',
    'https://',
    '@[](user:u1)',
    '@[\\](user:u1)',
  ]) {
    expect(piecesOf(message), message).toEqual([{ kind: 'text', text: message }])
  }
})

test('[V16] a message names each person once', () => {
  const [ada, bob] = [mentionToken('Ada', 'u1'), mentionToken('Bob', 'u2')]
  expect(mentionsInMessage(`${ada} and ${bob} and ${ada}`)).toEqual(['u1', 'u2'])
  expect(mentionsInMessage('@Ada')).toEqual([])
})

test('[V16] a hostile message is read in time that grows with its length alone', () => {
  for (const part of ['@[', '@[\\', '![a](file:', '[', 'https://(', '@[a](user:']) {
    const message = part.repeat(4_000 / part.length)
    expect(
      piecesOf(message)
        .map((piece) => ('text' in piece ? piece.text : ''))
        .join(''),
    ).toBe(message)
  }
})

test('[V16] a picture is one of this server’s files', () => {
  expect(piecesOf(pictureToken('a cat\n.png', file))).toEqual([{ kind: 'picture', file, name: 'a cat .png' }])
})
