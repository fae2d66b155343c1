import type { Messages } from '../../../../lib/i18n/messages.ts'
import type { Translator } from '../../../../lib/i18n/translator.ts'

/** Whether keys are a Mac's; `navigator.platform` is what the keymap of the editor asks too. */
export const onMac = (): boolean =>
  typeof navigator !== 'undefined' && /Mac|iP(hone|[oa]d)/.test(navigator.platform)

/** Keys with words on them: the catalogue has those. */
type NamedKey = keyof Messages['shortcuts']['keys']

const MAC_SIGNS: Readonly<Record<NamedKey, string>> = {
  Mod: '⌘',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Tab: '⇥',
  Escape: '⎋',
}
const isNamed = (key: string): key is NamedKey => Object.hasOwn(MAC_SIGNS, key)
const ARROWS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓' }

/** Each key of `keys` (`Mod+Shift+Z`) as it is written on the keyboard of this person. */
export function keyCaps(t: Translator, keys: string, mac = onMac()): readonly string[] {
  return keys.split('+').map((key) => {
    if (!isNamed(key)) return ARROWS[key] ?? key
    return mac ? MAC_SIGNS[key] : t(`shortcuts.keys.${key}`)
  })
}

/** The keys as one word: `Ctrl+Shift+Z`, on a Mac `⌘⇧Z`. */
export const keyWords = (t: Translator, keys: string, mac = onMac()): string =>
  keyCaps(t, keys, mac).join(mac ? '' : '+')

/** What `aria-keyshortcuts` wants: `Control+Shift+Z` (WAI-ARIA 1.2, 6.6). */
export const ariaKeys = (keys: string, mac = onMac()): string => keys.replace('Mod', mac ? 'Meta' : 'Control')

/** The name that the editor's keymap knows the keys by: `Mod-Shift-z`. */
export const keymapName = (keys: string): string =>
  keys
    .split('+')
    .map((key) => (key.length === 1 ? key.toLowerCase() : key))
    .join('-')

/**
 * Says whether `event` is a press of `keys`. For a sign that is no letter Shift does not count: keyboards differ in
 * where they have it.
 */
export function isPressOf(
  keys: string,
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  mac = onMac(),
): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const wants = (name: string) => parts.slice(0, -1).includes(name)
  const [mod, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key)
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    mod === wants('Mod') &&
    !other &&
    event.altKey === wants('Alt') &&
    (isSign || event.shiftKey === wants('Shift'))
  )
}
