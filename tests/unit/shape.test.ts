import { describe, expect, test } from 'vitest'
import {
  anything,
  count,
  listOf,
  number,
  object,
  ofType,
  oneOf,
  orNull,
  partial,
  record,
  type Shape,
  text,
  textUpTo,
  truth,
  webAddress,
} from '../../lib/shape.ts'

const person = object({ id: text, age: orNull(count) })

const FITTING: readonly (readonly [string, Shape<unknown>, readonly unknown[]])[] = [
  ['anything', anything, [undefined, null, 0, {}]],
  ['a text', text, ['', 'x']],
  ['a bounded text', textUpTo(3), ['', 'abc']],
  ['an address', webAddress, ['https://example.org/a?b', 'http://127.0.0.1:3000']],
  ['a number', number, [0, -1.5]],
  ['a count', count, [0, Number.MAX_SAFE_INTEGER]],
  ['a truth', truth, [true, false]],
  ['a choice', oneOf(0, -1), [0, -1]],
  ['a text or null', orNull(text), ['x', null]],
  ['a list', listOf(text), [[], ['a', 'b']]],
  ['a record', record, [{}, { a: 1 }]],
  ['an object', person, [{ id: 'a', age: 1 }]],
  ['a part', partial({ id: text }), [{}, { id: 'a' }]],
  ['one of two types', ofType({ a: { n: count }, b: {} }), [{ type: 'a', n: 1 }, { type: 'b' }]],
]

const UNFIT: readonly (readonly [string, Shape<unknown>, readonly unknown[]])[] = [
  ['a text', text, [undefined, null, 0, ['x']]],
  ['a bounded text', textUpTo(3), ['abcd', null]],
  ['an address', webAddress, ['javascript:alert(1)', 'ftp://a', '/a', 'data:,', null]],
  ['a number', number, ['1', Number.NaN, Number.POSITIVE_INFINITY, null]],
  ['a count', count, [-1, 0.5, 2 ** 53, '1', null]],
  ['a truth', truth, [0, 'true', null]],
  ['a choice', oneOf(0, -1), [1, '0', null, undefined]],
  ['a text or null', orNull(text), [undefined, 0]],
  ['a list', listOf(text), [['a', 1], {}, null, 'a']],
  ['a record', record, [[], null, 'a']],
  ['an object', person, [{}, { id: 'a' }, { id: 'a', age: -1 }, { id: 1, age: null }, [], null]],
  ['an object whose field is inherited', object({ constructor: anything, toString: text }), [{}]],
  ['a part', partial({ id: text }), [{ id: null }, { id: 1 }, null]],
  ['one of two types', ofType({ a: { n: count }, b: {} }), [{ type: 'a' }, { type: 'c' }, {}, null, []]],
  ['a type of Object', ofType({ a: {} }), [{ type: 'constructor' }, { type: 'toString' }]],
]

describe.each(FITTING)('%s', (_, shape, values) => {
  test.each(values.map((value) => ({ value })))('is read: $value', ({ value }) => {
    expect(shape.safeParse(value)).toEqual({ success: true, data: value })
    expect(shape.parse(value)).toEqual(value)
  })
})

describe.each(UNFIT)('%s', (_, shape, values) => {
  test.each(values.map((value) => ({ value })))('is refused: $value', ({ value }) => {
    expect(shape.safeParse(value).success).toBe(false)
    expect(() => shape.parse(value)).toThrow(TypeError)
  })
})

test('what is not named is left out', () => {
  expect(person.parse({ id: 'a', age: null, more: 1 })).toEqual({ id: 'a', age: null })
})

test('a field named __proto__ that comes with a value is left out', () => {
  const read = person.parse(JSON.parse('{"id":"a","age":null,"__proto__":{"x":1}}'))
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
})
