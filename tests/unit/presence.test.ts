import { expect, test } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { CARET, person, readEntries, room, stamp } from './presence-room.ts'

test('a name, colour and id that a client makes up are replaced by the server’s', () => {
  const { say, here } = room()
  say(person('ann'), [1, 1, { ...CARET, user: { id: 'bob', name: 'Bob', color: 'red', more: 1 } }])
  expect(here()).toEqual([[1, 1, { ...CARET, user: stamp('ann') }]])
})

test('a stale clock and an echo change nothing, and their state is not even decoded', () => {
  const { say, here, changed } = room()
  const [ann, bob] = [person('ann'), person('bob')]
  say(ann, [1, 5, CARET])
  changed()
  for (const from of [ann, bob]) {
    for (const clock of [4, 5]) {
      for (const state of [{ cursor: null }, 'no JSON {']) expect(say(from, [1, clock, state])).toBeNull()
    }
  }
  expect([here(), changed()]).toEqual([[[1, 5, { ...CARET, user: stamp() }]], []])
})

test('an id of another person is refused: neither changed nor taken away', () => {
  const { say, here, changed } = room()
  const [ann, mallory] = [person('ann'), person('mallory')]
  say(ann, [1, 1, CARET])
  changed()
  say(mallory, [1, 9, { cursor: null }])
  say(mallory, [1, 9, null])
  expect([here(), changed()]).toEqual([[[1, 1, { ...CARET, user: stamp() }]], []])
  expect(mallory.presenceId).toBeNull()
})

test('a connection speaks for one id: a second is passed over, also of a message that brings both', () => {
  const { say, here } = room()
  const ann = person()
  say(ann, [1, 1, {}], [2, 1, {}])
  say(ann, [3, 1, {}])
  expect(here().map(([id]) => id)).toEqual([1])
})

test('[SEC 16] who leaves is told to the others as a null state with the same clock, and is no longer here', () => {
  const { presence, say, here, changed } = room()
  const [ann, bob] = [person('ann'), person('bob')]
  say(ann, [1, 4, {}])
  say(bob, [2, 1, {}])
  changed()
  presence.leave(ann, 100)
  expect(changed()).toEqual([[1, 4, null]])
  expect(here().map(([id]) => id)).toEqual([2])
  presence.leave(ann, 200)
  expect([presence.hasChanges, presence.takeChanged()]).toEqual([false, null])
})

test('a null state takes the caret away, once, and the last to go leaves nobody', () => {
  const { presence, say, changed } = room()
  const ann = person()
  say(ann, [1, 1, CARET])
  say(ann, [1, 2, null])
  say(ann, [1, 3, null])
  expect(changed()).toEqual([[1, 2, null]])
  expect(presence.all()).toBeNull()
})

test('a null state with the clock of the last state counts, as in y-protocols; an older one does not', () => {
  const { say, here } = room()
  const ann = person()
  say(ann, [1, 5, {}])
  say(ann, [1, 4, null])
  expect(here().map(([id]) => id)).toEqual([1])
  say(ann, [1, 5, null])
  expect(here()).toEqual([])
})

test('a null state for an id that nobody has brought is not remembered', () => {
  const { say, changed } = room()
  say(person(), [1, 1, null], [2, 1, null])
  expect(changed()).toEqual([])
})

test('back after a broken line: the new connection of the same person takes the id over', () => {
  const { presence, say, here } = room()
  const [old, fresh] = [person('ann'), person('ann')]
  say(old, [1, 3, {}])
  say(fresh, [1, 4, CARET])
  presence.leave(old, 100)
  expect(here()).toEqual([[1, 4, { ...CARET, user: stamp() }]])
  presence.leave(fresh, 200)
  expect(here()).toEqual([])
})

test('back with a clock that was seen to go: the sender is told, so that it announces itself anew', () => {
  const { presence, say, here } = room()
  const [old, fresh] = [person('ann'), person('ann')]
  say(old, [1, 3, {}])
  presence.leave(old, 100)
  const answer = say(fresh, [1, 3, {}])
  if (answer === null || answer === 'malformed') throw new Error('no answer')
  expect(readEntries(answer)).toEqual([[1, 3, null]])
  say(fresh, [1, 4, {}])
  expect(here()).toEqual([[1, 4, { user: stamp() }]])
})

test('a real Awareness that is told so comes back by itself', () => {
  const { presence, here } = room()
  const awareness = new Awareness(new Y.Doc())
  const id = awareness.clientID
  const [old, fresh] = [person('ann'), person('ann')]
  presence.receive(old, encodeAwarenessUpdate(awareness, [id]), 0)
  presence.leave(old, 100)
  awareness.on('update', () => presence.receive(fresh, encodeAwarenessUpdate(awareness, [id]), 200))
  const answer = presence.receive(fresh, encodeAwarenessUpdate(awareness, [id]), 200)
  applyAwarenessUpdate(awareness, answer as Uint8Array, 'server')
  expect(here().map(([client]) => client)).toEqual([id])
  awareness.destroy()
})

test('a departed id is remembered for 90 s, longer than any reader may lag, then it may be anybody’s', () => {
  const { presence, say } = room()
  const [ann, bob] = [person('ann'), person('bob')]
  say(ann, [1, 3, {}])
  presence.leave(ann, 0)
  presence.takeChanged()
  say(bob, [1, 9, {}])
  expect(presence.all()).toBeNull()
  presence.expire(90_000)
  say(bob, [1, 9, {}])
  expect(presence.all()).toBeNull()
  presence.expire(90_001)
  say(bob, [1, 9, {}])
  expect(readEntries(presence.all())).toEqual([[1, 9, { user: stamp('bob') }]])
})

test('[E5] a tab that is about to go and repeats what it saw of the person’s other tab does not take that one along', () => {
  const { presence, say, here } = room()
  const [staying, leaving] = [person('ann'), person('ann')]
  say(staying, [1, 1, CARET])
  say(leaving, [2, 1, {}], [2, 2, null])
  say(leaving, [1, 1, CARET]) // as stock clients do with all that they are sent
  presence.leave(leaving, 100)
  expect(here().map(([id]) => id)).toEqual([1])
})
