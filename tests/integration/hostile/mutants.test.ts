import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { writeStep2, writeUpdate } from '../../../lib/wire.ts'
import { liesAboutPlace } from '../../unit/false-places.ts'
import { mutate } from '../../unit/mutation.ts'
import { seededRandom } from '../../unit/random-editing.ts'
import { TestServer } from '../test-server.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { type Company, companyOf, contentAndClocks, paragraph, Stage } from './stage.ts'

const SEED = Number(process.env.SEED ?? 1)
const MUTANTS = Number(process.env.MUTANTS ?? 300)
const PER_VISIT = 2
const PER_DOCUMENT = 20

const server = new TestServer({ LOG_LEVEL: 'error' })
let company: Company

beforeAll(async () => {
  await server.start()
  company = await companyOf(server)
})
afterAll(async () => {
  await server.dispose()
  expect(server.errors, 'a mutant is no error of the server').toBe('')
})

/** Something that a person does to a paragraph of their own. */
function edit(doc: Y.Doc, random: () => number): void {
  const below = (limit: number): number => Math.floor(random() * limit)
  const own = paragraph('some words')
  doc.getXmlFragment('default').insert(1, [own])
  const text = own.get(0) as Y.XmlText
  text.insert(3 + below(5), 'é😀')
  if (random() < 0.5) text.format(0, 5, { bold: true })
  if (random() < 0.5) text.delete(0, 3)
  if (random() < 0.5) text.insertEmbed(0, { image: 'x' })
  if (random() < 0.5) own.setAttribute('level', '2')
  if (random() < 0.5) doc.getMap('meta').set('k', ['x', 1, { deep: [null] }])
  if (random() < 0.2) own.delete(0, 1)
}

/** What the guard cannot see through: see {@link liesAboutPlace}. What does not decode says nothing. */
function isLie(doc: Y.Doc, mutant: Uint8Array): boolean {
  try {
    return liesAboutPlace(doc, mutant)
  } catch {
    return false
  }
}

/** Sends some mutants to a new document, and sees whether everybody still has the same. */
async function attack(count: number, random: () => number): Promise<Stage> {
  const stage = await Stage.open(server, company)
  const near: Uint8Array[] = []
  const sent: string[] = []
  for (let n = 0; n < count; n += PER_VISIT) {
    const attacker = await stage.join('editor')
    // one after the other, so that a mutant meets the clocks that it was made for
    const updates = Array.from({ length: PER_VISIT }, () => attacker.edit((doc) => edit(doc, random)))
    near.push(...updates)
    const messages = updates.flatMap((update) => {
      const mutant = mutate(random, update, near.slice(-6))
      return isLie(attacker.doc, mutant) ? [update] : [mutant, update]
    })
    for (const message of messages) {
      attacker.line.send(random() < 0.5 ? writeUpdate(message) : writeStep2(message))
      sent.push(Buffer.from(message).toString('hex'))
    }
    await Promise.race([attacker.settled(), attacker.closed()])
    attacker.line.destroy()
  }
  await stage.expectUnharmed().catch((cause: unknown) => {
    throw new Error(`after one of these:\n${sent.join('\n')}`, { cause })
  })
  stage.leave()
  return stage
}

test(`[A1, G1] everybody has the same document, whatever of ${MUTANTS} mutants is taken (seed ${SEED})`, async () => {
  const random = seededRandom(SEED)
  const stages: Stage[] = []
  for (let left = MUTANTS; left > 0; left -= PER_DOCUMENT) {
    stages.push(await attack(Math.min(left, PER_DOCUMENT), random))
  }
  await server.end('SIGKILL')
  await server.start()
  for (const { document, seen } of stages) {
    const fresh = await SyncClient.join(server, { document, cookie: company.owner.cookie })
    expect(contentAndClocks(fresh.doc)).toEqual(seen)
    fresh.line.destroy()
  }
})
