import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { copyText } from '../../lib/own-copy.ts'
import { contentOf, randomEditing, seededRandom } from './random-editing.ts'

test.each([1, 2, 3])(
  '[E9] a copy holds the text with its marks and attributes, and nothing of what was there (seed %i)',
  (seed) => {
    const { doc: source } = randomEditing(seededRandom(seed), 2, 200)
    source.getMap('meta').clear()
    const target = new Y.Doc()
    target.getXmlFragment('default').insert(0, [new Y.XmlElement('paragraph')])
    const before = contentOf(source)
    copyText(source, target)
    expect(contentOf(target)).toBe(before)
    expect(contentOf(source)).toBe(before)
  },
)
