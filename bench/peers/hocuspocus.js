/*
 * Hocuspocus 4.7 with its defaults, storing in SQLite. HOST, PORT, DATA_DIR come from the environment.
 *
 * @hocuspocus/extension-sqlite is a subclass of extension-database over better-sqlite3, a native addon
 * without a prebuilt binary in its package. This does what it does (the same schema, the same two
 * statements, prepared at each call, on the main thread, SQLite's default journal) over node:sqlite.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'

const SCHEMA = `CREATE TABLE IF NOT EXISTS "documents" (
  "name" varchar(255) NOT NULL,
  "data" blob NOT NULL,
  UNIQUE(name)
)`
const SELECT = 'SELECT data FROM "documents" WHERE name = $name ORDER BY rowid DESC'
const UPSERT = `INSERT INTO "documents" ("name", "data") VALUES ($name, $data)
  ON CONFLICT(name) DO UPDATE SET data = $data`

const database = new DatabaseSync(join(process.env.DATA_DIR, 'hocuspocus.sqlite'))
database.exec(SCHEMA)

const storage = new Database({
  fetch: async ({ documentName }) => database.prepare(SELECT).get({ $name: documentName })?.data ?? null,
  store: async ({ documentName, state }) => {
    database.prepare(UPSERT).run({ $name: documentName, $data: state })
  },
})

const server = new Server({
  address: process.env.HOST,
  port: Number(process.env.PORT),
  quiet: true,
  extensions: [storage],
})
await server.listen()
