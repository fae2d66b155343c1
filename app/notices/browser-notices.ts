import type { NoticeItem } from '../../lib/notice-list.ts'
import { noticeSentence } from '../../lib/notice-sentence.ts'
import { pageWords } from '../i18n/page-words.ts'
import { getNotices, markRead } from './notice-api.ts'

/** On this device, of this browser. */
const KEY = 'notices-in-background'
/** Held by the one tab that tells. */
const TELLER = 'scriptorium-notices-teller'
/** Held by every tab that can be seen. */
const IN_SIGHT = 'scriptorium-in-sight'
/** More that come at once are told as a number. */
const MOST_AT_ONCE = 3

let isTeller = false

/** `unable`: this browser, or this address (without https), has no notifications. */
export type BrowserNotices = 'unable' | 'denied' | 'off' | 'on'

export function browserNotices(): BrowserNotices {
  if (!('Notification' in window) || navigator.locks === undefined || !window.isSecureContext) return 'unable'
  if (Notification.permission === 'denied') return 'denied'
  return Notification.permission === 'granted' && wanted() ? 'on' : 'off'
}

/** Asks the browser, which asks the person. Call it only when they have asked for it. */
export async function allowBrowserNotices(): Promise<void> {
  if ((await Notification.requestPermission()) === 'granted') keep('on')
}

export const endBrowserNotices = (): void => keep(null)

/**
 * Of all tabs one tells what arrives while none can be seen; when it is closed another does. Returns what ends this
 * tab's part.
 */
export function becomeTeller(): () => void {
  const { locks } = navigator
  if (locks === undefined) return () => undefined
  const ended = new AbortController()
  const { signal } = ended
  const untilEnd = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  const quietly = (request: Promise<unknown>): void => void request.catch(() => undefined)
  quietly(
    locks.request(TELLER, { signal }, () => {
      isTeller = true
      return untilEnd
    }),
  )
  let hide: (() => void) | null = null
  const onVisibility = () => {
    hide?.()
    hide = null
    if (document.visibilityState !== 'visible') return
    const untilHidden = new Promise<void>((resolve) => {
      hide = resolve
    })
    quietly(locks.request(IN_SIGHT, { mode: 'shared' }, () => Promise.race([untilHidden, untilEnd])))
  }
  onVisibility()
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    isTeller = false
    document.removeEventListener('visibilitychange', onVisibility)
    ended.abort()
  }
}

/** Shows what has arrived when this tab is the one that tells, and the person sees none. */
export async function tellBrowser(count: number): Promise<void> {
  if (!isTeller || browserNotices() !== 'on') return
  const { held = [] } = await navigator.locks.query()
  if (held.some(({ name }) => name === IN_SIGHT)) return
  const result = await getNotices(null, Math.min(count, MOST_AT_ONCE))
  if (!result.ok) return
  const t = pageWords()
  if (count > MOST_AT_ONCE) new Notification(t('inbox.arrived', { count }), { tag: 'notices' })
  else for (const notice of result.data.notices.toReversed()) if (!notice.read) show(notice)
}

function show(notice: NoticeItem): void {
  const { id, quote, address } = notice
  const shown = new Notification(noticeSentence(pageWords(), notice), {
    tag: `notice-${id}`,
    ...(quote === null ? {} : { body: quote }),
    icon: '/icon.svg',
  })
  shown.onclick = () => {
    markRead({ id })
    window.focus()
    window.location.assign(address)
    shown.close()
  }
}

function wanted(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on'
  } catch {
    // a browser that keeps nothing was asked for nothing
    return false
  }
}

function keep(value: 'on' | null): void {
  try {
    if (value === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, value)
  } catch {
    // then it is off again with the next page
  }
}
