import * as Y from 'yjs'
import { FIRST_CLIENT_ID, ROOT } from './load/keystrokes.ts'
import { seededRandom } from './load/random.ts'
import { Recorder } from './recording.ts'

const SEED = 11
const AUTHORS = 100
const WORDS_PER_PARAGRAPH = 60
/** For each paragraph that an author writes: words put into and taken out of paragraphs of anybody. */
const CORRECTIONS_PER_PARAGRAPH = 2
const SYLLABLES = ['ma', 'ri', 'ton', 'e', 'vel', 'sta', 'no', 'qui', 'der', 'a', 'lu', 'shi', 'per', 'go']
const SYLLABLES_PER_WORD = 3
/** Octets of the encoded state that a paragraph and its corrections come to, as counted. */
const OCTETS_PER_PARAGRAPH = 476

/**
 * Records a long document that many people wrote one after the other, each paragraphs of their own and corrections
 * in those of others, until its encoded state has about `bytes` octets. Returns what it is, in words.
 */
export function recordManuscript(bytes: number, file: string): string {
  const doc = new Y.Doc()
  const recorder = new Recorder(doc, FIRST_CLIENT_ID)
  const random = seededRandom(SEED)
  const paragraphs = Math.ceil(bytes / OCTETS_PER_PARAGRAPH / AUTHORS)
  const texts: Y.XmlText[] = []
  for (let author = 0; author < AUTHORS; author++) {
    doc.clientID = FIRST_CLIENT_ID + author
    for (let i = 0; i < paragraphs; i++) {
      texts.push(writeParagraph(doc, random))
      for (let j = 0; j < CORRECTIONS_PER_PARAGRAPH; j++) {
        const text = texts[pick(random, texts.length)]
        if (text !== undefined) correct(doc, text, random)
      }
    }
  }
  recorder.write(file)
  const size = Y.encodeStateAsUpdate(doc).length
  return `${(size / 1e6).toFixed(2)} MB by ${AUTHORS} authors in ${recorder.count} updates`
}

function pick(random: () => number, count: number): number {
  return Math.floor(random() * count)
}

function word(random: () => number): string {
  const length = 1 + pick(random, SYLLABLES_PER_WORD)
  return Array.from({ length }, () => SYLLABLES[pick(random, SYLLABLES.length)]).join('')
}

function writeParagraph(doc: Y.Doc, random: () => number): Y.XmlText {
  const fragment = doc.getXmlFragment(ROOT)
  const text = new Y.XmlText()
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph')
    text.insert(0, Array.from({ length: WORDS_PER_PARAGRAPH }, () => word(random)).join(' '))
    paragraph.insert(0, [text])
    fragment.push([paragraph])
  })
  return text
}

/** Puts a word in somewhere and takes as many characters out somewhere else. */
function correct(doc: Y.Doc, text: Y.XmlText, random: () => number): void {
  const inserted = ` ${word(random)}`
  doc.transact(() => {
    text.insert(pick(random, text.length), inserted)
    text.delete(pick(random, text.length - inserted.length), inserted.length)
  })
}
