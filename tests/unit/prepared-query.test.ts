import { DatabaseSync } from 'node:sqlite'
import { NodeSqliteDialect } from '@better-auth/kysely-adapter/node-sqlite-dialect'
import { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { preparedQuery } from '../../server/prepared-query.ts'

interface Tables {
  letters: { id: number; letter: string; place: string | null }
}

function letters(): Kysely<Tables> {
  const database = new DatabaseSync(':memory:')
  database.exec('CREATE TABLE letters (id INTEGER, letter TEXT, place TEXT)')
  database.exec("INSERT INTO letters VALUES (1, 'a', 'x'), (2, 'b', 'x'), (3, 'c', NULL)")
  return new Kysely<Tables>({ dialect: new NodeSqliteDialect({ database }) })
}

test('a prepared query is compiled once and finds what it is asked for each time', async () => {
  const database = letters()
  let compiled = 0
  const inPlace = preparedQuery(database, ['letter', 'place'], ({ letter, place }) => {
    compiled++
    return database
      .selectFrom('letters')
      .select('id')
      .where('place', '=', place)
      .where('id', '<', 3)
      .where('letter', '=', letter)
  })
  expect(await inPlace({ letter: 'a', place: 'x' })).toEqual([{ id: 1 }])
  expect(await inPlace({ letter: 'b', place: 'x' })).toEqual([{ id: 2 }])
  expect(await inPlace({ letter: 'b', place: null })).toEqual([])
  expect(compiled).toBe(1)
})

test('what is asked for is never taken for SQL or for another value’s stand-in', async () => {
  const database = letters()
  const byLetter = preparedQuery(database, ['letter'], ({ letter }) =>
    database.selectFrom('letters').select('id').where('letter', '=', letter),
  )
  expect(await byLetter({ letter: "a' OR '1'='1" })).toEqual([])
  expect(await byLetter({ letter: '\0letter' })).toEqual([])
})
