import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { canMount, mountDisk, resizeDisk } from '../wire/small-disk.ts'
import { download, stored, upload } from './file-client.ts'

test.skipIf(!canMount())(
  '[F2] a full disk refuses a file in words, keeps nothing of it, and takes it later',
  async () => {
    const server = new TestServer()
    const folder = join(server.dataDir, 'files')
    mkdirSync(folder)
    const unmount = mountDisk(folder, 'size=64k')
    try {
      await server.start()
      const cookie = await server.guest()
      const document = await server.newDocument(cookie)
      const octets = Buffer.alloc(200_000, 7)
      const refused = await upload(server, cookie, document, octets)
      expect(refused.status).toBe(503)
      expect(await refused.json()).toMatchObject({
        error: 'storage',
        message: expect.stringContaining('Nothing was added'),
      })
      expect(stored(server)).toEqual([])
      resizeDisk(folder, '1m')
      const taken = await upload(server, cookie, document, octets)
      expect(taken.status).toBe(201)
      const { id } = (await taken.json()) as { id: string }
      expect((await (await download(server, cookie, document, id)).arrayBuffer()).byteLength).toBe(200_000)
    } finally {
      await server.end('SIGKILL')
      unmount()
      await server.dispose()
    }
  },
)
