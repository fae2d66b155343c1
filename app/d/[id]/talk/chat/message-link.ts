import { openTalk } from '../talk-open.ts'
import type { ChatSession } from './chat-session.ts'

const HASH = /^#chat=(\d{1,16})$/
const GLOW_MS = 2_400
/** Frames within which the panel draws what is here. */
const MOST_FRAMES = 120

/**
 * Opens the chat at the message that the address of the page names, when it opens and when the address changes. Returns
 * what ends that.
 */
export function followMessageLinks(session: ChatSession): () => void {
  let wanted: number | null = null
  let frame = 0
  const look = () => {
    const [, number] = HASH.exec(window.location.hash) ?? []
    if (number === undefined) return
    wanted = Number(number)
    openTalk('chat')
    bring()
  }
  const bring = () => {
    const { view, loading, problem } = session.getState()
    if (wanted === null || loading || problem !== null) return
    const first = view.messages?.[0]?.seq ?? Number.POSITIVE_INFINITY
    if (view.messages === null || (view.more && first > wanted)) {
      void session.load()
      return
    }
    const message = wanted
    wanted = null
    if (view.messages.some(({ seq, text }) => seq === message && text !== null)) show(message, MOST_FRAMES)
  }
  const show = (message: number, framesLeft: number) => {
    frame = requestAnimationFrame(() => {
      const element = document.getElementById(`message-${message}`)
      if (element !== null) light(element)
      else if (framesLeft > 0) show(message, framesLeft - 1)
    })
  }
  const stop = session.subscribe(bring)
  look()
  window.addEventListener('hashchange', look)
  return () => {
    stop()
    cancelAnimationFrame(frame)
    window.removeEventListener('hashchange', look)
  }
}

function light(element: HTMLElement): void {
  element.scrollIntoView({ block: 'center' })
  element.focus({ preventScroll: true })
  const glow = getComputedStyle(element).getPropertyValue('--accent-soft')
  const lit = { backgroundColor: glow }
  element.animate([lit, { ...lit, offset: 0.6 }, { backgroundColor: 'transparent' }], {
    duration: GLOW_MS,
    easing: 'ease-out',
  })
}
