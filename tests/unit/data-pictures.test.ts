// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { takePictures } from '../../app/d/[id]/editor/files/data-pictures.ts'

const picture = (kind: string, octets: string) =>
  `<img alt="x" src="data:image/${kind};base64,${btoa(octets)}">`

test('[F13] pictures are taken out of HTML with their octets and kinds; something stands in for each', async () => {
  const { html, files } = takePictures(
    `<p>a${picture('png', 'one')}</p>${picture('JPEG', 'two')}<img src="https://example.org/a.png">`,
    'Picture',
  )
  expect(files.map(({ name, type }) => [name, type])).toEqual([
    ['Picture 1.png', 'image/png'],
    ['Picture 2.jpg', 'image/jpeg'],
  ])
  expect(await files[1]?.text()).toBe('two')
  expect(html).not.toContain('data:')
  expect(html).toContain('https://example.org/a.png')
  expect(html.match(/pasted-picture\.invalid\/\d/g)).toEqual([
    'pasted-picture.invalid/0',
    'pasted-picture.invalid/1',
  ])
})

test('[F13, Q14] what pages do not show, and what is no base64, stays what it was', () => {
  for (const html of [
    picture('svg+xml', '<svg/>'),
    '<img src="data:image/png;base64,%%">',
    '<p>data:image/png</p>',
    '',
  ]) {
    expect(takePictures(html, 'Picture')).toEqual({ html, files: [] })
  }
})

test('[F13] a paste brings a hundred at most', () => {
  expect(takePictures(picture('png', 'x').repeat(101), 'Picture').files).toHaveLength(100)
})
