import { createRelativePositionFromJSON, type RelativePosition } from 'yjs'
import { type TextPlace, textPlace } from './control-messages.ts'

/** A relative position as it goes over the wire; null when it is none of the text. */
export function placeOf({ type, tname, item, assoc }: RelativePosition): TextPlace | null {
  const id = (of: RelativePosition['item']) => (of === null ? null : { client: of.client, clock: of.clock })
  const place = { type: id(type), tname, item: id(item), assoc: assoc < 0 ? -1 : 0 }
  return textPlace.safeParse(place).data ?? null
}

export const relativePositionOf = (place: TextPlace): RelativePosition =>
  createRelativePositionFromJSON(place)
