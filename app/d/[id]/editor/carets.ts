import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { yCursorPlugin } from 'y-prosemirror'
import type { Awareness } from 'y-protocols/awareness'
import { safeColor, safeName } from '../../../../lib/presence.ts'
import { inkOn } from '../../../ui/ink-on.ts'

const IDLE_MS = 2_500

export interface CaretsOptions {
  readonly awareness: Awareness | null
}

interface Caret {
  element: HTMLElement | null
  at: string
  timer: ReturnType<typeof setTimeout> | undefined
}

function paint(caret: HTMLElement, name: unknown, color: unknown): void {
  const safe = safeColor(color)
  caret.style.setProperty('--caret', safe)
  caret.style.setProperty('--caret-ink', inkOn(safe))
  // The stylesheet shows it: a name is no part of the text that is selected, searched or read out.
  caret.dataset.name = safeName(name)
}

function paintAs(caret: HTMLElement, user: unknown): void {
  const { name, color } = (user ?? {}) as { readonly name?: unknown; readonly color?: unknown }
  paint(caret, name, color)
}

/** Shows the name beside a caret while it moves; afterwards a thin line is left, and the name on hover. */
class CaretActivity {
  readonly #carets = new Map<number, Caret>()

  element(clientId: number, name: unknown, color: unknown): HTMLElement {
    const caret = document.createElement('span')
    caret.className = 'caret'
    paint(caret, name, color)
    const known = this.#carets.get(clientId)
    if (known?.timer !== undefined) caret.dataset.active = ''
    this.#carets.set(clientId, { at: '', timer: undefined, ...known, element: caret })
    return caret
  }

  /** Notices which carets have moved since the last call. */
  notice(states: ReadonlyMap<number, { [field: string]: unknown }>): void {
    for (const clientId of this.#carets.keys()) {
      if (!states.has(clientId)) this.#forget(clientId)
    }
    for (const [clientId, state] of states) {
      const at = JSON.stringify(state.cursor ?? null)
      const known = this.#carets.get(clientId) ?? { element: null, at: '', timer: undefined }
      // The editor keeps the element of a caret that stays where it is, whoever it belongs to now.
      if (known.element !== null) paintAs(known.element, state.user)
      if (known.at === at) continue
      clearTimeout(known.timer)
      if (known.element !== null) known.element.dataset.active = ''
      this.#carets.set(clientId, { ...known, at, timer: setTimeout(() => this.#rest(clientId), IDLE_MS) })
    }
  }

  clear(): void {
    for (const clientId of [...this.#carets.keys()]) this.#forget(clientId)
  }

  #rest(clientId: number): void {
    const caret = this.#carets.get(clientId)
    if (caret === undefined) return
    caret.timer = undefined
    if (caret.element !== null) delete caret.element.dataset.active
  }

  #forget(clientId: number): void {
    clearTimeout(this.#carets.get(clientId)?.timer)
    this.#carets.delete(clientId)
  }
}

/** Other people's carets and selections. The server stamps names and colours; both are checked here all the same. */
export const Carets = Extension.create<CaretsOptions>({
  name: 'carets',
  addOptions: () => ({ awareness: null }),
  addProseMirrorPlugins() {
    const { awareness } = this.options
    if (awareness === null) return []
    const activity = new CaretActivity()
    const notice = () => activity.notice(awareness.getStates())
    return [
      yCursorPlugin(awareness, {
        cursorBuilder: (user: { name?: unknown; color?: unknown }, clientId) =>
          activity.element(clientId, user.name, user.color),
        selectionBuilder: (user: { color?: unknown }) => ({
          class: 'caret-selection',
          style: `--caret: ${safeColor(user.color)}`,
        }),
      }),
      new Plugin({
        key: new PluginKey('caretActivity'),
        view: () => {
          notice()
          awareness.on('change', notice)
          return {
            destroy: () => {
              awareness.off('change', notice)
              activity.clear()
            },
          }
        },
      }),
    ]
  },
})
