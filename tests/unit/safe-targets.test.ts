import { expect, test } from 'vitest'
import { isLinkAllowed, linkTarget, safeNext } from '../../lib/safe-targets.ts'

test.each([
  ['https://docs.example/a?b#c', true],
  ['http://localhost:3000', true],
  ['HTTPS://docs.example', true],
  ['mailto:ann@docs.example', true],
  ['javascript:alert(1)', false],
  ['JavaScript:alert(1)', false],
  [' javascript:alert(1)', false],
  ['java\nscript:alert(1)', false],
  ['data:text/html,<script>alert(1)</script>', false],
  ['vbscript:x', false],
  ['file:///etc/passwd', false],
  ['blob:https://docs.example/1', false],
  ['/relative', false],
  ['//docs.example', false],
  ['#top', false],
  ['', false],
  ['https://', false],
])('a document may link to %j: %s', (url, allowed) => {
  expect(isLinkAllowed(url)).toBe(allowed)
})

test.each([
  ['docs.example', 'https://docs.example'],
  ['  docs.example/a b', null],
  ['  docs.example/a  ', 'https://docs.example/a'],
  ['http://docs.example', 'http://docs.example'],
  ['localhost:3000/x', 'https://localhost:3000/x'],
  ['ann@docs.example', 'mailto:ann@docs.example'],
  ['mailto:ann@docs.example', 'mailto:ann@docs.example'],
  ['https://ann@docs.example/x', 'https://ann@docs.example/x'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['', null],
  ['   ', null],
])('%j typed into a link field leads to %j', (typed, target) => {
  expect(linkTarget(typed)).toBe(target)
})

test('what is typed never leads anywhere that a document may not link to', () => {
  const parts = [
    'javascript:',
    'data:',
    '//',
    '\\',
    '\t',
    '1',
    ':',
    '@',
    '.',
    'x',
    'https:',
    'mailto:',
    '?',
    '#',
    '%00',
  ]
  for (const a of parts) {
    for (const b of parts) {
      for (const c of parts) {
        const target = linkTarget(a + b + c)
        if (target !== null) expect(['https:', 'mailto:'], `${a}${b}${c}`).toContain(new URL(target).protocol)
      }
    }
  }
})

test.each([
  ['/d/0123', '/d/0123'],
  ['/d/0123?x=1#top', '/d/0123?x=1#top'],
  ['/', '/'],
  ['', '/'],
  [null, '/'],
  [undefined, '/'],
  ['d/0123', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/\n/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['/%2e/\\evil.example', '/'],
  ['\t//evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('[SEC 39] after signing in with next=%j one lands on %s', (next, path) => {
  expect(safeNext(next)).toBe(path)
})

test('[SEC 39] wherever next points, a browser that follows it stays on this origin', () => {
  const parts = ['/', '\\', '.', '..', '\t', '@', ':', '%2f', '%5c', 'evil.example', '?', '#']
  for (const a of parts) {
    for (const b of parts) {
      for (const c of parts) {
        for (const d of parts) {
          const next = `/${a}${b}${c}${d}`
          expect(new URL(safeNext(next), 'https://docs.example').origin, next).toBe('https://docs.example')
        }
      }
    }
  }
})
