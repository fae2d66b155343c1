import { ROLES } from './roles.ts'
import { count, listOf, type Of, object, oneOf, text } from './shape.ts'

/** Somebody who has a document open, as operators see them. */
const roomPerson = object({ id: text, name: text, role: oneOf(...ROLES), connections: count })
export type RoomPerson = Of<typeof roomPerson>
export const roomPeople = object({ people: listOf(roomPerson) })
/** How many connections were told. */
export const toldAll = object({ told: count })
