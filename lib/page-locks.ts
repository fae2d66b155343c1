import { within } from './within.ts'

/** Time for a browser to say who holds a lock. Pages that it does not tell of in time count as open. */
const ANSWER_MS = 1_000

const lockName = (client: number): string => `scriptorium:page:${client}`

/** Never settles: a lock is held for as long as the page is open. */
const whileOpen = (): Promise<void> => new Promise(() => undefined)

const locks = (): LockManager | undefined => (typeof navigator === 'undefined' ? undefined : navigator.locks)

/** Tells other pages of this browser that the page which writes as `client` is open. */
export function holdPage(client: number): void {
  // refused where the browser lets this page have no storage: then there is no copy to share either
  locks()
    ?.request(lockName(client), whileOpen)
    .catch(() => undefined)
}

/**
 * Which of `clients`, pages of this browser that have left something behind, are closed. From now on they are this
 * page's, and no other page is told so. All of them where the browser has no locks, as on a plain `http:` address.
 */
export async function takeOverClosed(clients: readonly number[]): Promise<readonly number[]> {
  const manager = locks()
  if (manager === undefined) return clients
  const isFree = (client: number): Promise<boolean> =>
    new Promise((resolve) => {
      manager
        .request(lockName(client), { ifAvailable: true }, (lock) => {
          resolve(lock !== null)
          return lock === null ? undefined : whileOpen()
        })
        .catch(() => resolve(true))
    })
  const free = await within(ANSWER_MS, Promise.all(clients.map(isFree)), null)
  return free === null ? [] : clients.filter((_, i) => free[i])
}
