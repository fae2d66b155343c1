import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { TestServer } from '../test-server.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { eventually } from '../wire/within.ts'
import { type Attacker, type Company, companyOf, contentAndClocks, residentBytes, Stage } from './stage.ts'

const MIB = 1024 * 1024
/** What a server may have more in RAM after all attacks of a file: its caches, and what V8 has not collected. */
const GROWTH_BYTES = 384 * MIB

/** A client id that nobody has: each attack has a document of its own. */
const OWN = 1_234_567

/** What becomes of an attack: close codes, or nothing of it is kept and told, or it does no harm and is taken. */
export type Outcome = readonly number[] | 'passed over' | 'taken'

/** Whom an attack aims at, and with what. */
export interface Target {
  /** The attacker's own connection, with a copy of the document. */
  readonly attacker: SyncClient
  /** The victim's Yjs client id, and its next clock. */
  readonly victim: number
  readonly clock: number
  /** A client id that nobody has. */
  readonly own: number
  /** A paragraph of the victim. */
  readonly block: readonly [client: number, clock: number]
}

export interface Attack {
  readonly name: string
  /** What it sends before, as anybody might. Of a reader it is a write already. */
  readonly before?: (at: Target) => readonly Uint8Array[]
  /** What it sends: whole messages, each in a frame of its own. */
  readonly messages?: (at: Target) => readonly Uint8Array[]
  /** What it sends instead: octets without a frame around them. */
  readonly octets?: () => Uint8Array
  readonly editor: Outcome
  readonly viewer: Outcome
  /** Harmless but for its amount: of an editor what comes before the close is taken. */
  readonly partly?: true
  /** Why the server does not stand it yet, when an editor sends it. */
  readonly pending?: string
}

/** One test per attack and attacker, and one that restarts the server after all of them. */
export function testAttacks(
  ids: string,
  attacks: readonly Attack[],
  { end, env = {} }: { readonly end: NodeJS.Signals; readonly env?: Record<string, string> },
): void {
  const server = new TestServer({ LOG_LEVEL: 'error', ...env })
  const afterwards: { readonly document: string; readonly seen: readonly string[] }[] = []
  let company: Company
  let stage: Stage
  let resident = 0

  beforeAll(async () => {
    await server.start()
    company = await companyOf(server)
    const first = await Stage.open(server, company)
    resident = residentBytes(server)
    first.leave()
  })
  afterAll(async () => {
    await server.dispose()
    expect(server.errors, 'a bad peer is no error of the server').toBe('')
  })

  describe('while others write', () => {
    beforeEach(async () => {
      stage = await Stage.open(server, company)
    })
    afterEach(() => stage.leave())
    for (const attack of attacks) {
      for (const role of ['editor', 'viewer'] as const) {
        const run = attack.pending === undefined || role === 'viewer' ? test : test.fails
        run(`[${ids}, SEC 13] ${attack.name}, as ${role}`, async () => {
          await commit(stage, attack, role)
          afterwards.push({ document: stage.document, seen: stage.seen })
        })
      }
    }
  })

  test(`[${ids}, A1] after all of it memory is given back, and each document opens again as it was`, async () => {
    expect(residentBytes(server) - resident).toBeLessThan(GROWTH_BYTES)
    await server.end(end)
    await server.start()
    for (const { document, seen } of afterwards) {
      const client = await SyncClient.join(server, { document, cookie: company.owner.cookie })
      expect(contentAndClocks(client.doc)).toEqual(seen)
      client.line.destroy()
    }
  })
}

async function commit(stage: Stage, attack: Attack, role: Attacker): Promise<void> {
  const attacker = await stage.join(role)
  const target = targetOf(stage, attacker)
  const preliminaries = attack.before?.(target) ?? []
  for (const message of preliminaries) attacker.line.send(message)
  if (preliminaries.length > 0) await Promise.race([attacker.settled(), attacker.closed()])
  if (role === 'editor') await eventually(() => expect(attacker.saved).toBe(preliminaries.length))
  await stage.bystander.settled()
  const [{ records, clients }, forwarded] = [stage.stored(), stage.forwarded]
  if (attack.octets !== undefined) attacker.line.sendOctets(attack.octets())
  const expected = attack[role]
  for (const message of attack.messages?.(target) ?? []) attacker.line.send(message)
  // a flood is answered in part before it ends the line
  if (typeof expected === 'string') await Promise.race([attacker.settled(), attacker.closed()])
  else await attacker.closed()
  const code = attacker.line.closing?.code ?? null
  if (typeof expected === 'string') expect(code).toBeNull()
  else expect(expected).toContain(code)
  await stage.expectUnharmed()
  if (expected === 'taken' || (attack.partly && role === 'editor')) return
  // what the victim wrote since, and nothing else
  expect(stage.stored()).toEqual({ records: records + 1, clients })
  expect(stage.forwarded).toBe(forwarded + 1)
}

function targetOf({ victim }: Stage, attacker: SyncClient): Target {
  const { doc } = victim
  return {
    attacker,
    victim: doc.clientID,
    clock: Y.getState(doc.store, doc.clientID),
    own: OWN,
    block: [doc.clientID, 0],
  }
}
