import { DatabaseSync } from 'node:sqlite'
import * as Y from 'yjs'
import { Pen, textOf } from '../pen.ts'
import { type Author, conversation, paper, patch } from '../traces.ts'
import { seededRandom } from '../unit/random-editing.ts'
import { App } from './app.ts'
import { expect, test } from './product.ts'

const KILLS = 20
/** Edits that a person makes before others get a turn. */
const BURST = 20
/** Edits on their way at once: a person who pastes a paper does not outrun the server without end. */
const UNDER_WAY = 2_000

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What the disk holds of a document, read past the server. */
function onDisk(dataDir: string, document: string): Y.Doc {
  const db = new DatabaseSync(`${dataDir}/log.db`, { readOnly: true, timeout: 5_000 })
  const stored = db
    .prepare(
      `SELECT s.bytes, -1 AS seq FROM snapshots s JOIN logs l ON l.id = s.log WHERE l.document = ?1
       UNION ALL SELECT r.bytes, r.seq FROM records r JOIN logs l ON l.id = r.log WHERE l.document = ?1 ORDER BY seq`,
    )
    .all(document)
  db.close()
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const { bytes } of stored) if (bytes instanceof Uint8Array) Y.applyUpdate(doc, bytes)
  })
  return doc
}

/** Writes a person's part of the recording, each edit as soon as what it was written upon has arrived. */
async function replay(pen: Pen, author: Author, other: Author, written: () => void): Promise<void> {
  for (const [index, { update, needs }] of author.edits.entries()) {
    const arrived = (): boolean => Y.getState(pen.doc.store, other.clientId) >= needs
    if (!arrived()) await pen.until(arrived)
    Y.applyUpdate(pen.doc, update, author)
    written()
    if (index % BURST === 0) await turn()
  }
}

test('[A1] two people write a recorded conversation while the server is killed twenty times', async ({
  guest,
}) => {
  test.setTimeout(10 * 60_000)
  const seed = Number(process.env.SEED ?? 1)
  process.stdout.write(`SEED=${seed}\n`)
  const random = seededRandom(seed)
  const app = await App.start()
  const pens: Pen[] = []
  const open = async (id: string): Promise<Pen> => {
    const pen = new Pen(app.url, await (await guest(app)).cookie(), id)
    pens.push(pen)
    await pen.until(({ status }) => status.kind === 'saved')
    return pen
  }
  try {
    const owner = await guest(app)
    const id = await owner.newDocument()
    const people = [await open(id), await open(id)] as const
    const authors = conversation(Y.encodeStateAsUpdate(people[0].doc), textOf)
    const total = authors[0].edits.length + authors[1].edits.length

    const written = [0, 0]
    const checked = [0, 0]
    let reached = (): void => undefined
    let next = Number.POSITIVE_INFINITY
    const note = (who: 0 | 1) => () => {
      written[who] = (written[who] ?? 0) + 1
      if ((written[0] ?? 0) + (written[1] ?? 0) >= next) reached()
    }
    const until = (edits: number): Promise<void> =>
      new Promise((resolve) => {
        next = edits
        reached = resolve
      })
    const kills = async (): Promise<void> => {
      const moments = Array.from({ length: KILLS }, () => Math.ceil(random() * total)).sort((a, b) => a - b)
      for (const moment of moments) {
        if ((written[0] ?? 0) + (written[1] ?? 0) < moment) await until(moment)
        const acked = people.map(
          ({ connection }, who) => (written[who] ?? 0) - connection.getSnapshot().unsaved,
        )
        await app.kill()
        const disk = Y.snapshot(onDisk(app.dataDir, id))
        for (const who of [0, 1] as const) {
          const sure = authors[who].edits.slice(checked[who], acked[who]).map(({ update }) => update)
          if (sure.length > 0) expect(Y.snapshotContainsUpdate(disk, Y.mergeUpdates(sure))).toBe(true)
          checked[who] = acked[who] ?? 0
        }
        await app.restart()
        for (const { connection } of people) connection.tryNow()
      }
    }
    await Promise.all([
      replay(people[0], authors[0], authors[1], note(0)),
      replay(people[1], authors[1], authors[0], note(1)),
      kills(),
    ])

    for (const pen of people) {
      await pen.until(
        ({ status, doc }) =>
          status.kind === 'saved' &&
          authors.every(({ clientId, clock }) => Y.getState(doc.store, clientId) === clock),
      )
    }
    // What was held against the disk after the kills was not little.
    expect((checked[0] ?? 0) + (checked[1] ?? 0)).toBeGreaterThan(total / 4)
    const text = people[0].text
    expect(text.length).toBeGreaterThan(0)
    expect(people[1].text).toBe(text)
    expect(textOf(onDisk(app.dataDir, id)).toString()).toBe(text)
    expect((await open(id)).text).toBe(text)
    const sheet = await owner.open(id)
    expect((await sheet.blocks())[1]).toBe(text)
  } finally {
    for (const pen of pens) pen.put()
    await app.stop()
  }
})

test('[A1] every keystroke of a recorded paper is kept over a kill, and opens complete', async ({
  guest,
}) => {
  test.setTimeout(10 * 60_000)
  const app = await App.start()
  const pens: Pen[] = []
  try {
    const owner = await guest(app)
    const id = await owner.newDocument()
    const pen = new Pen(app.url, await owner.cookie(), id)
    pens.push(pen)
    await pen.until(({ status }) => status.kind === 'saved')
    const { edits, text } = paper()
    let returned = Promise.resolve()
    for (const [index, patches] of edits.entries()) {
      pen.doc.transact(() => patch(textOf(pen.doc), patches))
      if (index === Math.floor(edits.length / 2)) {
        returned = app.kill().then(() => app.restart())
      }
      if (index % BURST > 0) continue
      await turn()
      if (pen.connection.getSnapshot().unsaved > UNDER_WAY) {
        await pen.until(({ connection }) => connection.getSnapshot().unsaved < UNDER_WAY / 2)
      }
    }
    await returned
    await pen.until(({ status }) => status.kind === 'saved')
    if (text !== null) expect(pen.text).toBe(text)
    expect(textOf(onDisk(app.dataDir, id)).toString()).toBe(pen.text)

    await app.kill()
    await app.restart()
    const reader = new Pen(app.url, await owner.cookie(), id)
    pens.push(reader)
    await reader.until(({ status }) => status.kind === 'saved')
    expect(reader.text).toBe(pen.text)
    const sheet = await owner.open(id)
    expect((await sheet.blocks())[1]).toBe(pen.text)
  } finally {
    for (const pen of pens) pen.put()
    await app.stop()
  }
})
