import { expect, test } from 'vitest'
import {
  calloutKind,
  colorName,
  footnoteText,
  formulaSource,
  isChecked,
  isoDay,
  languageName,
} from '../../lib/block-values.ts'
import { FRAME_HOSTS, videoAt } from '../../lib/video-address.ts'
import { contentPolicy } from '../../server/page-headers.ts'

/** What a client can write where a word is expected. */
const ODD_VALUES: readonly unknown[] = [
  null,
  undefined,
  true,
  7,
  Number.NaN,
  [],
  ['img', { src: 'x', onerror: 'alert(1)' }],
  {},
  { toString: 1, valueOf: 1 },
  JSON.parse('{"__proto__": {"onmouseover": "alert(1)"}}'),
  '',
  '"><script>alert(1)</script>',
  'red;background:url(//evil.example)',
  'x'.repeat(100_000),
]

test.each(ODD_VALUES)('[K1] no check of an attribute throws, and none lets through %o', (value) => {
  expect(calloutKind(value)).toBe('info')
  expect(colorName(value)).toBeNull()
  expect(languageName(value)).toBeNull()
  expect(isoDay(value)).toBeNull()
  expect(videoAt(value)).toBeNull()
  expect(isChecked(value)).toBe(value === true)
  expect(formulaSource(value).length).toBeLessThanOrEqual(4_000)
  expect(footnoteText(value).length).toBeLessThanOrEqual(4_000)
})

test.each([
  ['2026-11-23', true],
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2026-13-01', false],
  ['0000-01-01', false],
  ['2026-1-1', false],
  ['2026-11-23T00:00', false],
])('[K11] %s is a day: %s', (value, is) => {
  expect(isoDay(value)).toBe(is ? value : null)
})

test.each([
  ['TypeScript', 'typescript'],
  ['c++', 'c++'],
  ['objective-c', 'objective-c'],
  ['"><script>', null],
  ['a b', null],
  ['x'.repeat(41), null],
])('[K4] %s names the language %s', (value, name) => {
  expect(languageName(value)).toBe(name)
})

const YOUTUBE = 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1'
const VIMEO = 'https://player.vimeo.com/video/76979871?autoplay=1&dnt=1'

test.each([
  ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', YOUTUBE],
  ['https://www.youtube.com/watch?t=9&v=dQw4w9WgXcQ&list=x', YOUTUBE],
  ['https://youtu.be/dQw4w9WgXcQ?si=abc', YOUTUBE],
  ['http://m.youtube.com/shorts/dQw4w9WgXcQ', YOUTUBE],
  ['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ', YOUTUBE],
  ['https://vimeo.com/76979871', VIMEO],
  ['https://player.vimeo.com/video/76979871?h=1', VIMEO],
])('[K8] %s is a video', (address, frame) => {
  expect(videoAt(address)?.frame).toBe(frame)
  expect(videoAt(videoAt(address)?.page)?.frame).toBe(frame)
})

// SECURITY 20: embeds
test.each([
  'javascript:alert(1)//embed/',
  'javascript://www.youtube.com/embed/dQw4w9WgXcQ',
  'data:text/html,https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  'https://youtube.com.evil.example/embed/dQw4w9WgXcQ',
  'https://evil.example/https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  'https://www.youtube.com@evil.example/embed/dQw4w9WgXcQ',
  'https://user:pass@www.youtube.com/watch?v=dQw4w9WgXcQ',
  'https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ',
  'https://www.youtube.com/embed/../redirect?q=https://evil.example',
  'https://www.youtube.com/embed/dQw4w9WgXcQ%22%20srcdoc=x',
  'https://www.youtube.com/watch?v=dQw4w9WgXc"',
  'https://evilyoutube.com/watch?v=dQw4w9WgXcQ',
  'https://vimeo.com/76979871/../../x',
  'https://vimeo.com/abc',
  '//www.youtube.com/watch?v=dQw4w9WgXcQ',
  'www.youtube.com/watch?v=dQw4w9WgXcQ',
])('[K8] %s is no video', (address) => {
  expect(videoAt(address)).toBeNull()
})

test('[K8] pages may hold frames of these hosts and of no others', () => {
  const policy = contentPolicy({ nonce: 'n', development: false })
  expect(policy).toContain(`frame-src ${FRAME_HOSTS.join(' ')};`)
  expect(FRAME_HOSTS).toEqual(['https://www.youtube-nocookie.com', 'https://player.vimeo.com'])
})
