import { expect, test } from 'vitest'
import { type CountedKind, WriteLedger } from '../../lib/write-ledger.ts'
import { seededRandom } from './random-editing.ts'

/** A ledger on a fresh connection. */
function connected(unsaved = 0): WriteLedger {
  const ledger = new WriteLedger(unsaved)
  ledger.connected()
  return ledger
}

const type = (ledger: WriteLedger, octets = 10): void => {
  ledger.edited(octets)
  ledger.sent('update')
}

test('[E2] a page that was just opened is not settled before its step 2 is acknowledged, though it has no edits', () => {
  const ledger = connected()
  expect(ledger.settled).toBe(false)
  ledger.sent('step2')
  expect(ledger.settled).toBe(false)
  ledger.saved(1, 50)
  expect([ledger.settled, ledger.unsaved, ledger.savedAt]).toEqual([true, 0, null])
})

test('[E2] an edit is unsaved until its own message is counted', () => {
  const ledger = connected()
  ledger.sent('step2')
  type(ledger)
  type(ledger)
  ledger.saved(2, 50)
  expect([ledger.unsaved, ledger.settled, ledger.savedAt]).toEqual([1, false, 50])
  ledger.saved(3, 60)
  expect([ledger.unsaved, ledger.settled, ledger.savedAt]).toEqual([0, true, 60])
})

test('[E2] an edit made offline is not saved by the acknowledgement of a later one', () => {
  const ledger = connected()
  ledger.edited(10) // the line was down
  ledger.connected()
  type(ledger) // sent before the step 2: the server may not be able to use it yet
  ledger.saved(1, 50)
  expect([ledger.unsaved, ledger.settled]).toEqual([2, false])
  ledger.sent('step2')
  ledger.saved(2, 60)
  expect([ledger.unsaved, ledger.settled]).toEqual([0, true])
})

test('[E2] what was under way when the line broke counts again from the next step 2', () => {
  const ledger = connected()
  ledger.sent('step2')
  type(ledger)
  ledger.connected()
  ledger.saved(1, 50)
  expect([ledger.unsaved, ledger.settled, ledger.underWay]).toEqual([1, false, 0])
  ledger.sent('step2')
  ledger.saved(1, 60)
  expect([ledger.unsaved, ledger.settled]).toEqual([0, true])
})

test('[E2] edits of an earlier visit are unsaved until a step 2 of this one is acknowledged', () => {
  const ledger = connected()
  ledger.inherited(3)
  expect(ledger.unsaved).toBe(3)
  ledger.sent('step2')
  ledger.saved(1, 50)
  expect([ledger.unsaved, new WriteLedger(2).unsaved]).toEqual([0, 2])
})

test('a count that the server cannot mean, or that runs back, acknowledges nothing more', () => {
  const ledger = connected()
  ledger.sent('step2')
  type(ledger)
  ledger.saved(2, 50)
  type(ledger)
  ledger.saved(1, 60)
  expect([ledger.unsaved, ledger.underWay]).toEqual([1, 1])
  ledger.saved(99, 70)
  type(ledger)
  expect([ledger.unsaved, ledger.underWay, ledger.settled]).toEqual([1, 1, false])
})

test('octets add up while something is unsaved, and are forgotten when nothing is', () => {
  const ledger = connected()
  ledger.sent('step2')
  type(ledger, 10)
  type(ledger, 20)
  ledger.saved(2, 50)
  expect(ledger.unsavedOctets).toBeGreaterThanOrEqual(20)
  ledger.saved(3, 60)
  expect(ledger.unsavedOctets).toBe(0)
})

interface Message {
  readonly kind: CountedKind
  /** Of an update: its one edit. Of a step 2: all up to this one. */
  readonly edit: number
}

/**
 * A person who types and a server that takes messages in order, drops what comes too early, asks for it with a step 1,
 * and acknowledges as SPEC G9 and the wire say; the line breaks now and then with all that is on it.
 */
class Session {
  readonly ledger = new WriteLedger()
  edits = 0
  /** The server holds the edits 1 to `stored`. */
  stored = 0
  #toServer: Message[] = []
  #toClient: (number | 'step1')[] = []
  #received = 0
  #gap = false

  connect(): void {
    this.ledger.connected()
    this.#toServer = []
    this.#toClient = ['step1']
    this.#received = 0
    this.#gap = false
  }

  edit(online: boolean): void {
    this.edits++
    this.ledger.edited(1)
    if (online) this.#send({ kind: 'update', edit: this.edits })
  }

  serverTakes(): void {
    const message = this.#toServer.shift()
    if (message === undefined) return
    this.#received++
    if (message.kind === 'step2') this.#gap = false
    if (message.kind === 'update' && message.edit > this.stored + 1) {
      this.#gap = true
      this.#toClient.push('step1')
    } else this.stored = Math.max(this.stored, message.edit)
    if (!this.#gap) this.#toClient.push(this.#received)
  }

  clientTakes(now: number): void {
    const answer = this.#toClient.shift()
    if (answer === 'step1') this.#send({ kind: 'step2', edit: this.edits })
    else if (answer !== undefined) this.ledger.saved(answer, now)
  }

  get quiet(): boolean {
    return this.#toServer.length === 0 && this.#toClient.length === 0
  }

  #send(message: Message): void {
    this.#toServer.push(message)
    this.ledger.sent(message.kind)
  }
}

for (let seed = 1; seed <= 20; seed++) {
  test(`[E2] what the ledger calls saved is on the server, and in the end all is (seed ${seed})`, () => {
    const random = seededRandom(seed)
    const session = new Session()
    let online = false
    for (let step = 0; step < 2_000; step++) {
      const dice = random()
      if (dice < 0.03) online = false
      else if (!online && dice < 0.2) {
        session.connect()
        online = true
      } else if (dice < 0.4) session.edit(online)
      else if (online && dice < 0.7) session.serverTakes()
      else if (online) session.clientTakes(step)
      const { ledger, edits, stored } = session
      expect(edits - ledger.unsaved, `step ${step}`).toBeLessThanOrEqual(stored)
      if (ledger.settled) expect(stored, `step ${step}`).toBe(edits)
    }
    session.connect()
    for (let turn = 0; turn < 5_000 && !session.quiet; turn++) {
      session.serverTakes()
      session.clientTakes(turn)
    }
    expect([session.ledger.settled, session.ledger.unsaved, session.stored]).toEqual([true, 0, session.edits])
  })
}
