import { setImmediate as turn } from 'node:timers/promises'
import type { Closing } from '../wire/raw-client.ts'
import type { SyncClient } from '../wire/sync-client.ts'

/** Writes as fast as the socket takes it until the line is closed. Resolves with how it was. */
export async function burst(client: SyncClient): Promise<Closing> {
  let open = true
  const closed = client.closed().finally(() => {
    open = false
  })
  for (let n = 0; open; n++) {
    client.type(`${n};`)
    await turn()
  }
  return closed
}
