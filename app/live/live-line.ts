import { useSyncExternalStore } from 'react'
import { LiveLine, type LiveLineState } from '../../lib/live-line.ts'

let line: LiveLine | null = null

/** This tab's line to `/live`. Only in a browser. */
export function liveLine(): LiveLine {
  if (line !== null) return line
  const made = new LiveLine(`${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/live`, {
    WebSocket: window.WebSocket,
    random: Math.random,
    newId: newActionId,
  })
  window.addEventListener('online', () => made.tryAgain())
  window.addEventListener('offline', () => made.wentOffline())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && made.state.kind === 'waiting') made.tryAgain()
  })
  line = made
  return made
}

/** `crypto.randomUUID` is for secure pages alone, and a home server may be none. */
function newActionId(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('')
}

export function useLiveState(): LiveLineState {
  return useSyncExternalStore(
    (tell) => liveLine().watch(tell),
    () => liveLine().state,
    () => IDLE,
  )
}

const IDLE: LiveLineState = { kind: 'idle' }
