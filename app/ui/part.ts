import { useEffect, useLayoutEffect, useRef, useState } from 'react'

/**
 * A part of a page that comes after the rest: when it is first asked for, or before that once the page has nothing
 * else to do (`fetchParts`), so that it is there when the line goes.
 */
export interface Part<T> {
  /** Null until it is here. */
  readonly now: () => T | null
  /** Fetches it unless it is here or on its way. Never rejects: who asked is told when it is there. */
  readonly fetch: () => Promise<void>
  /** Calls back once, when it is here and no button or key is held; returns what ends that. */
  readonly whenHere: (tell: () => void) => () => void
}

/** What is asked for by most comes soon after the page; what only some documents need, after all that. */
type Turn = 'soon' | 'last'

const parts: Readonly<Record<Turn, Set<Part<unknown>>>> = { soon: new Set(), last: new Set() }
/** Those who wait for a part that could not be fetched. */
const inVain = new Set<symbol>()
const listeners = new Set<(isInVain: boolean) => void>()

/** Calls back with whether somebody waits for a part that could not be fetched; returns what ends that. */
export function onPartTrouble(tell: (isInVain: boolean) => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

function waitInVain(who: symbol, isInVain: boolean): void {
  if (inVain.has(who) === isInVain) return
  if (isInVain) inVain.add(who)
  else inVain.delete(who)
  for (const tell of listeners) tell(inVain.size > 0)
}

export function part<T>(load: () => Promise<T>, turn: Turn = 'soon'): Part<T> {
  let here: T | null = null
  let coming: Promise<void> | null = null
  const waiting = new Set<() => void>()
  const tellAll = (): void => {
    for (const tell of [...waiting]) tell()
    waiting.clear()
  }
  const made: Part<T> = {
    now: () => here,
    fetch: () => {
      coming ??= load().then(
        (value) => {
          here = value
          handsOff(tellAll)
        },
        () => {
          // the next who asks tries again
          coming = null
        },
      )
      return coming
    },
    whenHere: (tell) => {
      waiting.add(tell)
      return () => waiting.delete(tell)
    },
  }
  parts[turn].add(made)
  return made
}

/**
 * Fetches every part of this page, one after the other. What does not come is asked for again when it is used. The
 * body says `data-parts="here"` when nothing is missing.
 */
export async function fetchParts(): Promise<void> {
  for (const one of parts.soon) await one.fetch()
  for (const one of parts.last) await one.fetch()
  if ([...parts.soon, ...parts.last].every((one) => one.now() !== null)) document.body.dataset.parts = 'here'
}

const held = { pointers: 0, keys: new Set<string>() }
const after: (() => void)[] = []

function letGo(): void {
  if (held.pointers > 0 || held.keys.size > 0) return
  // the click that belongs to it comes first
  setTimeout(() => {
    for (const act of after.splice(0)) act()
  })
}

if (typeof window !== 'undefined') {
  const up = () => {
    held.pointers = 0
    letGo()
  }
  const nothingHeld = () => {
    held.keys.clear()
    up()
  }
  window.addEventListener('pointerdown', () => (held.pointers = 1), true)
  window.addEventListener('pointerup', up, true)
  window.addEventListener('pointercancel', up, true)
  window.addEventListener('blur', nothingHeld)
  window.addEventListener('keydown', ({ code }) => PRESSING.has(code) && held.keys.add(code), true)
  window.addEventListener('keyup', ({ code }) => held.keys.delete(code) && letGo(), true)
}

/** Keys that press a button. */
const PRESSING: ReadonlySet<string> = new Set(['Enter', 'Space', 'NumpadEnter'])

/** A button that is exchanged while it is pressed would lose its click. */
function handsOff(act: () => void): void {
  if (held.pointers === 0 && held.keys.size === 0) act()
  else after.push(act)
}

/**
 * A part for a component: null until it is here. `wanted` fetches it now. What had the focus inside `place` has it
 * again after the exchange.
 */
export function usePart<T>(of: Part<T>, wanted: boolean) {
  const [here, setHere] = useState<{ readonly part: T } | null>(() => wrap(of.now()))
  const place = useRef<HTMLSpanElement>(null)
  const hadFocus = useRef(false)

  useEffect(() => {
    if (here !== null) return
    const take = () => {
      hadFocus.current = place.current?.contains(document.activeElement) ?? false
      setHere(wrap(of.now()))
    }
    if (of.now() === null) return of.whenHere(take)
    take()
    return
  }, [of, here])

  useEffect(() => {
    if (!wanted || here !== null) return
    const who = Symbol()
    let waits = true
    const ask = () => of.fetch().then(() => waits && waitInVain(who, of.now() === null))
    void ask()
    window.addEventListener('online', ask)
    return () => {
      waits = false
      waitInVain(who, false)
      window.removeEventListener('online', ask)
    }
  }, [of, wanted, here])

  useLayoutEffect(() => {
    if (here === null || !hadFocus.current) return
    hadFocus.current = false
    place.current?.querySelector<HTMLElement>('button, a[href]')?.focus()
  }, [here])

  return { part: here?.part ?? null, place }
}

const wrap = <T>(part: T | null) => (part === null ? null : { part })
