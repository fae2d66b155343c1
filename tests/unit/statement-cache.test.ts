import { expect, test } from 'vitest'
import { StatementCachingDatabase } from '../../server/statement-cache.ts'

const database = () => {
  const db = new StatementCachingDatabase(':memory:')
  db.exec('CREATE TABLE people (name TEXT)')
  return db
}

test('a statement is prepared once per text, and takes new values each time', () => {
  const db = database()
  const insert = db.prepare('insert into people values (?)')
  insert.run('Ann')
  expect(db.prepare('insert into people values (?)')).toBe(insert)
  db.prepare('insert into people values (?)').run('Bo')
  expect(db.prepare('select * from people').all()).toEqual([{ name: 'Ann' }, { name: 'Bo' }])
})

test('after a change of the schema statements show the new columns', () => {
  const db = database()
  db.prepare('insert into people values (?)').run('Ann')
  db.prepare('select * from people').all()
  db.prepare('alter table people add column age integer').run()
  expect(db.prepare('select * from people').all()).toEqual([{ name: 'Ann', age: null }])
})

test('a failed statement can be run again', () => {
  const db = database()
  db.exec('CREATE UNIQUE INDEX names ON people (name)')
  db.prepare('insert into people values (?)').run('Ann')
  expect(() => db.prepare('insert into people values (?)').run('Ann')).toThrow('UNIQUE')
  db.prepare('insert into people values (?)').run('Bo')
  expect(db.prepare('select count(*) as n from people').get()).toEqual({ n: 2 })
})

test('no more than 200 statements are kept', () => {
  const db = database()
  const first = db.prepare('select 0 from people')
  for (let i = 1; i <= 200; i++) db.prepare(`select ${i} from people`)
  expect(db.prepare('select 0 from people')).not.toBe(first)
})
