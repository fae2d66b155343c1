/** A room as far as memory goes. All but `idle` in octets. */
export interface RoomUse {
  /** What it holds in all. */
  readonly held: number
  /** Of this what it keeps ready for the next to join, and could make again. */
  readonly copies: number
  /** Of this its records behind the snapshot: what compaction can save. */
  readonly tail: number
  /** How long nobody has been there, in milliseconds; 0 while in use. */
  readonly idle: number
}

export interface BudgetPlan<R extends RoomUse> {
  /** Rooms that nobody is in, longest first. */
  readonly unload: readonly R[]
  /** Rooms in use whose copies go, largest first. */
  readonly strip: readonly R[]
  /** Rooms in use whose tails together weigh what is still too much, heaviest first. */
  readonly compact: readonly R[]
  /** What is held once those of `unload` and the copies of `strip` are gone. */
  readonly held: number
}

/** Decides how rooms that hold more than `budget` octets together come down to it (SPEC L6). */
export function planBudget<R extends RoomUse>(rooms: readonly R[], budget: number): BudgetPlan<R> {
  let held = rooms.reduce((sum, room) => sum + room.held, 0)
  const take = (candidates: readonly R[], order: (room: R) => number, saved: (room: R) => number): R[] => {
    const taken: R[] = []
    for (const room of [...candidates].sort((a, b) => order(b) - order(a))) {
      if (held <= budget || saved(room) === 0) break
      taken.push(room)
      held -= saved(room)
    }
    return taken
  }
  const unload = take(
    rooms.filter(({ idle }) => idle > 0),
    ({ idle }) => idle,
    (room) => room.held,
  )
  const inUse = rooms.filter(({ idle }) => idle === 0)
  const copies = (room: R): number => room.copies
  const strip = take(inUse, copies, copies)
  const rest = held
  const tail = (room: R): number => room.tail
  return { unload, strip, compact: take(inUse, tail, tail), held: rest }
}
