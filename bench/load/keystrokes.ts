import * as Y from 'yjs'
import { seededRandom } from './random.ts'
import type { Events } from './timetable.ts'

/** The shared type of a document, TipTap's. */
export const ROOT = 'default'

/**
 * Client ids are consecutive, so that an id gives the author's index at once, and as large as those that Yjs
 * draws (five octets on the wire).
 */
export const FIRST_CLIENT_ID = 0x4200_0000

/** Clocks that the paragraph and its text take; an author's first keystroke has this clock. */
export const PARAGRAPH_CLOCKS = 2

/** Each key comes this much of a period earlier or later than a metronome would have it. */
const JITTER = 0.25
const SEED = 20_260_101
const ALPHABET = 'etaoin shrdlu cmfwyp '

/** An author's updates, made before the timed window. */
export interface Script {
  /** Inserts the paragraph that this author alone types into. */
  readonly opening: Uint8Array
  /** Inserts at the end of it. */
  readonly keystrokes: readonly Uint8Array[]
}

/** What one author's editor would send: real updates of a Y.Doc, one per keystroke. */
export function writeScript(client: number, keystrokes: number, charactersPerKey: number): Script {
  const random = seededRandom(client)
  const doc = new Y.Doc()
  doc.clientID = client
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  doc.transact(() => {
    paragraph.insert(0, [text])
    doc.getXmlFragment(ROOT).insert(0, [paragraph])
  })
  for (let i = 0; i < keystrokes; i++) {
    const key = ALPHABET.charAt(Math.floor(random() * ALPHABET.length))
    text.insert(text.length, key.repeat(charactersPerKey))
  }
  const [opening, ...rest] = updates
  if (opening === undefined || rest.length !== keystrokes) throw new Error('not one update per keystroke')
  doc.destroy()
  return { opening, keystrokes: rest }
}

/** Which author types when, and how often each does. */
export interface Schedule extends Events {
  readonly keystrokesOf: Uint32Array
}

/** Every author types `rate` keys per second, evenly but for jitter, each from a phase of their own. */
export function planTyping(authors: number, rate: number, durationMs: number): Schedule {
  const random = seededRandom(SEED)
  const period = 1000 / rate
  const events: { time: number; author: number }[] = []
  const keystrokesOf = new Uint32Array(authors)
  for (let author = 0; author < authors; author++) {
    for (let due = random() * period; due < durationMs; due += period) {
      events.push({ time: due + (random() * 2 - 1) * JITTER * period, author })
      keystrokesOf[author] = (keystrokesOf[author] ?? 0) + 1
    }
  }
  events.sort((a, b) => a.time - b.time)
  return {
    times: Float64Array.from(events, (event) => event.time),
    who: Uint32Array.from(events, (event) => event.author),
    keystrokesOf,
  }
}
