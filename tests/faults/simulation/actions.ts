import { seededRandom } from '../../unit/random-editing.ts'
import type { Client } from './client.ts'
import { LANES, type Lane, type Outcome } from './disk.ts'
import type { World } from './world.ts'

/**
 * What can happen, as plain data. Clients and lines are named by a number that counts round among those there are,
 * so that a list of actions still means something when some are left out.
 */
export type Action =
  | {
      readonly do: 'enter'
      readonly role: 'editor' | 'viewer'
      readonly controls: boolean
      readonly dice: number
    }
  /** A second page of the same person, with what the first one's device has kept. */
  | { readonly do: 'fork' | 'reload'; readonly who: number; readonly arrive: number; readonly dice: number }
  | { readonly do: 'edit'; readonly who: number; readonly count: number; readonly dice: number }
  | { readonly do: 'format' | 'erase'; readonly who: number; readonly dice: number }
  | { readonly do: 'connect' | 'keep'; readonly who: number }
  | { readonly do: 'hang-up'; readonly who: number; readonly arrive: number }
  | { readonly do: 'to-server' | 'to-client' | 'flow'; readonly line: number; readonly count: number }
  | { readonly do: 'stall'; readonly line: number }
  | { readonly do: 'disk-works'; readonly lane: Lane; readonly outcome: Outcome }
  | { readonly do: 'disk-answers'; readonly lane: Lane }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'disk-catches-up' | 'compact' | 'hold' | 'restart' }
  | { readonly do: 'all-leave'; readonly arrive: number }
  | { readonly do: 'kill'; readonly arrive: number }

const MAX_CLIENTS = 5
const TIMES_MS = [0, 0, 0, 10, 10, 50, 1_000, 5_000, 61_000]
const COUNTS = [1, 1, 2, 3, 100]
/** How often each kind happens relative to the others; per run some happen more often and some not at all. */
const WEIGHTS = {
  enter: 2,
  fork: 2,
  reload: 1,
  edit: 12,
  format: 3,
  erase: 3,
  connect: 5,
  keep: 2,
  'hang-up': 2,
  'all-leave': 0.5,
  'to-server': 12,
  'to-client': 8,
  flow: 3,
  stall: 3,
  'disk-works': 12,
  'disk-answers': 12,
  'disk-catches-up': 4,
  pass: 12,
  compact: 3,
  hold: 1,
  restart: 0.5,
  kill: 1,
} as const satisfies Record<Action['do'], number>

/** Draws `length` actions; the same numbers, the same actions. */
export function drawActions(seed: number, length: number): Action[] {
  const random = seededRandom(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T
  const failing = random() < 0.3
  const kinds = Object.keys(WEIGHTS) as Action['do'][]
  const weights = kinds.map((kind) => WEIGHTS[kind] * pick([0, 1, 1, 1, 3]))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const drawKind = (): Action['do'] => {
    let at = random() * total
    const found = weights.findIndex((weight) => {
      at -= weight
      return at < 0
    })
    return kinds[found] ?? 'edit'
  }
  const draw = (kind: Action['do']): Action => {
    const who = below(MAX_CLIENTS)
    const dice = below(2 ** 31)
    const count = pick(COUNTS)
    switch (kind) {
      case 'enter':
        return { do: kind, role: random() < 0.8 ? 'editor' : 'viewer', controls: random() < 0.8, dice }
      case 'fork':
      case 'reload':
        return { do: kind, who, arrive: below(4), dice }
      case 'edit':
        return { do: kind, who, count: 1 + below(4), dice }
      case 'format':
      case 'erase':
        return { do: kind, who, dice }
      case 'connect':
      case 'keep':
        return { do: kind, who }
      case 'hang-up':
        return { do: kind, who, arrive: below(4) }
      case 'to-server':
      case 'to-client':
      case 'flow':
        return { do: kind, line: who, count }
      case 'stall':
        return { do: kind, line: who }
      case 'disk-works':
        return {
          do: kind,
          lane: pick(LANES),
          outcome: failing ? pick(['done', 'done', 'failed', 'lost']) : 'done',
        }
      case 'disk-answers':
        return { do: kind, lane: pick(LANES) }
      case 'pass':
        return { do: kind, ms: pick(TIMES_MS) }
      case 'disk-catches-up':
      case 'compact':
      case 'hold':
      case 'restart':
        return { do: kind }
      case 'all-leave':
      case 'kill':
        return { do: kind, arrive: below(4) }
    }
  }
  const first = [draw('enter'), draw('enter'), ...[0, 1].map((who): Action => ({ do: 'connect', who }))]
  return [...first, ...Array.from({ length }, () => draw(drawKind()))]
}

/** Does it to the world; what does not apply does nothing. */
export async function perform(world: World, action: Action): Promise<void> {
  const line = 'line' in action ? world.lines[action.line % world.lines.length] : undefined
  const at = 'who' in action ? action.who % world.clients.length : 0
  const client = 'who' in action ? world.clients[at] : undefined
  switch (action.do) {
    case 'enter': {
      const { role, controls, dice } = action
      const user = `user-${world.clients.length}`
      if (world.clients.length < MAX_CLIENTS) world.enter({ user, role, controls }, dice, null)
      break
    }
    case 'fork':
      if (client !== undefined && world.clients.length < MAX_CLIENTS) {
        if (action.arrive % 2 === 0) client.keep()
        world.enter(client.identity, action.dice, client.kept)
      }
      break
    case 'reload':
      if (client === undefined) break
      client.line?.hangUp(action.arrive)
      world.enter(client.identity, action.dice, client.kept, at)
      break
    case 'edit':
      if (client?.identity.role === 'editor') client.edit(action.dice, action.count)
      break
    case 'format':
      if (client?.identity.role === 'editor') client.format(action.dice)
      break
    case 'erase':
      if (client?.identity.role === 'editor') client.erase(action.dice)
      break
    case 'connect':
      if (client !== undefined) world.connect(client)
      break
    case 'keep':
      client?.keep()
      break
    case 'hang-up':
      if (client !== undefined) hangUp(client, action.arrive)
      break
    case 'all-leave':
      for (const each of world.clients) hangUp(each, action.arrive)
      break
    case 'to-server':
      line?.toServer(action.count)
      break
    case 'to-client':
      line?.toClient(action.count)
      break
    case 'flow':
      line?.flow(action.count)
      break
    case 'stall':
      line?.stall()
      break
    case 'disk-works':
      world.disk.work(action.lane, action.outcome)
      break
    case 'disk-answers':
      world.disk.answer(action.lane)
      break
    case 'disk-catches-up':
      await world.diskCatchesUp()
      break
    case 'pass':
      world.time.pass(action.ms)
      world.server.tick()
      break
    case 'compact':
      world.server.compact()
      break
    case 'hold':
      world.server.toggleHold()
      break
    case 'restart':
      await world.restart()
      break
    case 'kill':
      world.kill(action.arrive)
      break
  }
  await world.time.settle()
  world.sweep()
}

function hangUp(client: Client, arrive: number): void {
  client.line?.hangUp(arrive)
  client.line = null
}
