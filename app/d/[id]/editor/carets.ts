import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { Awareness } from 'y-protocols/awareness'
import { personOf, safeColor, safeName } from '../../../../lib/presence.ts'
import { shownColors } from '../../../../lib/shown-colors.ts'
import { pageWords } from '../../../i18n/page-words.ts'
import { inkOn } from '../../../ui/ink-on.ts'
import { caretDecorations } from './binding/caret-decorations.ts'

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
  caret.dataset.name = safeName(pageWords(), name)
}

/** The colours in which people are shown, by client id. Worked out once for each change of who is here. */
class CaretColors {
  readonly #awareness: Awareness
  #colors: ReadonlyMap<number, string> | null = null

  constructor(awareness: Awareness) {
    this.#awareness = awareness
    awareness.on('change', this.#forget)
  }

  of(clientId: number): string {
    this.#colors ??= this.#read()
    return this.#colors.get(clientId) ?? safeColor(null)
  }

  destroy(): void {
    this.#awareness.off('change', this.#forget)
  }

  readonly #forget = (): void => {
    this.#colors = null
  }

  #read(): ReadonlyMap<number, string> {
    const people = [...this.#awareness.getStates()].map(
      ([clientId, state]) => [clientId, personOf(pageWords(), state, clientId)] as const,
    )
    const shown = shownColors(people.map(([, person]) => person))
    return new Map(people.map(([clientId, { id, color }]) => [clientId, shown.get(id) ?? color]))
  }
}

const nameOf = (user: unknown): unknown => (user as { readonly name?: unknown } | undefined)?.name

/** Shows the name beside a caret while it moves; afterwards a thin line is left, and the name on hover. */
class CaretActivity {
  readonly #carets = new Map<number, Caret>()
  readonly #colors: CaretColors

  constructor(colors: CaretColors) {
    this.#colors = colors
  }

  element(clientId: number, name: unknown): HTMLElement {
    const caret = document.createElement('span')
    caret.className = 'caret'
    caret.dataset.client = String(clientId)
    paint(caret, name, this.#colors.of(clientId))
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
      if (known.element !== null) paint(known.element, nameOf(state.user), this.#colors.of(clientId))
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
export const Carets = Extension.create<CaretsOptions, { colors: CaretColors | null }>({
  name: 'carets',
  addOptions: () => ({ awareness: null }),
  addStorage: () => ({ colors: null }),
  addProseMirrorPlugins() {
    const { awareness } = this.options
    if (awareness === null) return []
    // before the plugins of carets listen: they paint by it
    const colors = new CaretColors(awareness)
    this.storage.colors?.destroy()
    this.storage.colors = colors
    const activity = new CaretActivity(colors)
    const notice = () => activity.notice(awareness.getStates())
    return [
      caretDecorations(awareness, {
        caret: (clientId, user: { name?: unknown }) => activity.element(clientId, user.name),
        selection: (clientId) => ({
          class: 'caret-selection',
          style: `--caret: ${safeColor(colors.of(clientId))}`,
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
  onDestroy() {
    this.storage.colors?.destroy()
  },
})
