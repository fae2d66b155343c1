import { useSyncExternalStore } from 'react'
import { isTalkTab, type TalkTab } from './talk-tabs.ts'

/** How many things are new in a tab, and whether one of them is meant for this person. */
export interface TalkNews {
  readonly count: number
  readonly forMe: boolean
}

interface TalkOpen {
  readonly tab: TalkTab | null
  readonly news: Readonly<Partial<Record<TalkTab, TalkNews>>>
  /** Grows each time that somebody asks for the panel: the focus goes there. */
  readonly asked: number
}

/** Kept for the tab of the browser, whatever document it shows. */
const KEY = 'talk'
/** There it stands beside the text; where it would cover the text it is not opened by itself. */
const BESIDE = '(width >= 64rem)'

const CLOSED: TalkOpen = { tab: null, news: {}, asked: 0 }
let now = CLOSED
let returnTo: HTMLElement | null = null
const listeners = new Set<() => void>()

function set(next: Partial<TalkOpen>): void {
  now = { ...now, ...next }
  const { dataset } = document.documentElement
  if (now.tab === null) delete dataset.talk
  else dataset.talk = now.tab
  for (const tell of listeners) tell()
}

function keep(tab: TalkTab | null): void {
  try {
    if (tab === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, tab)
  } catch {
    // a browser that keeps nothing opens pages without it
  }
}

/** The panel with the focus inside, or null. */
const panelInUse = (): Element | null => document.activeElement?.closest('.talk-panel') ?? null

/** Shows a tab and gives it the focus, which goes back to where it was when the panel is closed. */
export function openTalk(tab: TalkTab): void {
  if (panelInUse() === null) returnTo = document.activeElement as HTMLElement | null
  keep(tab)
  set({ tab, asked: now.asked + 1 })
}

export function closeTalk(): void {
  if (now.tab === null) return
  const goesBack = panelInUse() !== null
  keep(null)
  set({ tab: null })
  if (goesBack && returnTo?.isConnected) returnTo.focus({ preventScroll: true })
  returnTo = null
}

/** Opens a tab; closes it when it is where one is. */
export function toggleTalk(tab: TalkTab, isButton = false): void {
  if (now.tab === tab && (isButton || panelInUse() !== null)) closeTalk()
  else openTalk(tab)
}

/** Opens what was open in this tab of the browser. Returns what ends the page's panel. */
export function restoreTalk(): () => void {
  let kept: string | null = null
  try {
    kept = sessionStorage.getItem(KEY)
  } catch {
    // as above
  }
  if (isTalkTab(kept) && window.matchMedia(BESIDE).matches) set({ tab: kept })
  return () => {
    set({ tab: null, news: {}, asked: 0 })
    returnTo = null
  }
}

export function setTalkNews(tab: TalkTab, news: TalkNews): void {
  const before = now.news[tab]
  if (before?.count === news.count && before.forMe === news.forMe) return
  set({ news: { ...now.news, [tab]: news } })
}

function watch(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export const useTalkOpen = (): TalkOpen =>
  useSyncExternalStore(
    watch,
    () => now,
    () => CLOSED,
  )
