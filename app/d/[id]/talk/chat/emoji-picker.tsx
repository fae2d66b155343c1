'use client'

import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { INPUT } from '../../../../ui/field.tsx'
import { EMOJI } from '../../editor/blocks/emoji-names.ts'

const OFTEN = ['👍', '❤️', '😂', '🎉', '👀', '🙏', '✅', '🤔'] as const
const COLUMNS = 8

const nameOf = (name: string): string => name.replaceAll('_', ' ')

/** Each sign once, under the first of its names, and all names to find it by. */
const ALL: readonly { readonly sign: string; readonly name: string; readonly names: string }[] = (() => {
  const bySign = new Map<string, string[]>()
  for (const [name, sign] of EMOJI) bySign.set(sign, [...(bySign.get(sign) ?? []), nameOf(name)])
  return [...bySign].map(([sign, names]) => ({ sign, name: names[0] ?? '', names: names.join(' ') }))
})()

export const emojiName = (sign: string): string => ALL.find((each) => each.sign === sign)?.name ?? sign

/** Signs to choose from, by arrows or by name. */
export function EmojiPicker({ onChoose }: { onChoose: (sign: string) => void }) {
  const t = useTranslations()
  const grid = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const wanted = query.trim().toLowerCase()
  const found = useMemo(
    () => (wanted === '' ? ALL : ALL.filter(({ names }) => names.includes(wanted))),
    [wanted],
  )
  const often = OFTEN.map((sign) => ({ sign, name: emojiName(sign) }))
  const first = wanted === '' ? OFTEN[0] : found[0]?.sign

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(event.target as HTMLButtonElement)
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: isRtl ? -1 : 1,
      ArrowLeft: isRtl ? 1 : -1,
      ArrowDown: at < 0 ? 1 : COLUMNS,
      ArrowUp: -COLUMNS,
    }
    if (at < 0 && event.key === 'Enter' && first !== undefined) {
      event.preventDefault()
      onChoose(first)
      return
    }
    const step = steps[event.key]
    if (step === undefined || (at < 0 && event.key !== 'ArrowDown')) return
    event.preventDefault()
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from one button to the next.
    <div onKeyDown={onKeyDown} className="flex max-h-80 flex-col">
      <div className="p-2 pb-1">
        <input
          aria-label={t('chat.emoji.search')}
          placeholder={t('chat.emoji.search')}
          value={query}
          onChange={({ target }) => setQuery(target.value)}
          className={`${INPUT} h-8`}
        />
      </div>
      <div ref={grid} className="min-h-0 overflow-y-auto overscroll-contain p-2 pt-0">
        {wanted === '' ? (
          <>
            <p className="emoji-heading">{t('chat.emoji.often')}</p>
            <Signs signs={often} onChoose={onChoose} />
            <p className="emoji-heading">{t('chat.emoji.all')}</p>
          </>
        ) : null}
        {found.length === 0 ? (
          <p role="status" className="p-3 text-center text-ink-soft">
            {t('chat.emoji.nothing')}
          </p>
        ) : (
          <Signs signs={found} onChoose={onChoose} />
        )}
      </div>
    </div>
  )
}

function Signs({
  signs,
  onChoose,
}: {
  signs: readonly { readonly sign: string; readonly name: string }[]
  onChoose: (sign: string) => void
}) {
  return (
    <div className="grid grid-cols-8">
      {signs.map(({ sign, name }) => (
        <button
          key={sign}
          type="button"
          title={name}
          aria-label={name}
          onClick={() => onChoose(sign)}
          className="emoji-sign"
        >
          {sign}
        </button>
      ))}
    </div>
  )
}
