'use client'

import type { Editor } from '@tiptap/react'
import { ArrowDown, ArrowUp, CaseSensitive, type LucideIcon, WholeWord, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { endFind, foundIn, goToMatch, lookFor, selectedWords } from './find.ts'
import { type FindQuery, LONGEST_WORDS } from './find-matches.ts'
import { LONGEST_REPLACEMENT, replaceAll, replaceNow } from './replace-matches.ts'
import { isPressOf, keyWords } from './shortcut-keys.ts'
import { useEditorValue } from './use-editor-value.ts'

export interface FindBarProps {
  readonly editor: Editor
  readonly canEdit: boolean
  /** Counts how often it was asked for: asked again it takes the focus again. */
  readonly asked: number
  readonly onClose: () => void
}

const FIELD =
  'h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-paper px-2.5 text-base outline-none focus-visible:border-accent focus-visible:ring-2 focus-visible:ring-accent/25 sm:text-[13px]'

/** Finds in the document, and for who may edit replaces. Pressed again, its keys are the browser's. */
export function FindBar({ editor, canEdit, asked, onClose }: FindBarProps) {
  const t = useTranslations()
  const [query, setQuery] = useState<FindQuery>(() => ({
    words: selectedWords(editor),
    matchCase: false,
    wholeWord: false,
  }))
  const [replacement, setReplacement] = useState('')
  const [said, setSaid] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const count = useEditorValue(editor, ({ state }) => foundIn(state)?.matches.length ?? 0)
  const at = useEditorValue(editor, ({ state }) => foundIn(state)?.at ?? -1)

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again.
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [asked])
  useEffect(() => {
    setSaid('')
    lookFor(editor, query)
  }, [editor, query])

  const close = () => {
    onClose()
    endFind(editor)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      close()
    }
    // The browser's own search from here on.
    if (isPressOf('Mod+F', event.nativeEvent)) event.stopPropagation()
  }
  const onFindKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    goToMatch(editor, event.shiftKey ? -1 : 1)
  }
  const onReplaceKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    replaceNow(editor, replacement)
  }
  const all = () => {
    const done = replaceAll(editor, replacement)
    setSaid(t('find.replaced', { count: String(done) }))
  }
  const numbers = { at: String(at + 1), count: String(count) }
  const found = count === 0 ? t('find.nothing') : t('find.counted', numbers)
  const counted = query.words === '' ? '' : found

  return (
    <search aria-label={t('find.label')} className="find-bar" onKeyDown={onKeyDown}>
      <div className="flex items-center gap-1">
        <input
          ref={field}
          value={query.words}
          maxLength={LONGEST_WORDS}
          onChange={(event) => setQuery({ ...query, words: event.target.value })}
          onKeyDown={onFindKey}
          aria-label={t('find.find')}
          placeholder={t('find.find')}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          className={FIELD}
        />
        <Toggle
          words={t('find.matchCase')}
          icon={CaseSensitive}
          isOn={query.matchCase}
          onPress={() => setQuery({ ...query, matchCase: !query.matchCase })}
        />
        <Toggle
          words={t('find.wholeWords')}
          icon={WholeWord}
          isOn={query.wholeWord}
          onPress={() => setQuery({ ...query, wholeWord: !query.wholeWord })}
        />
        <Toggle
          words={t('find.previous')}
          hint={keyWords(t, 'Shift+Enter', false)}
          icon={ArrowUp}
          isPossible={count > 0}
          onPress={() => goToMatch(editor, -1)}
        />
        <Toggle
          words={t('find.next')}
          hint={keyWords(t, 'Enter', false)}
          icon={ArrowDown}
          isPossible={count > 0}
          onPress={() => goToMatch(editor, 1)}
        />
        <Toggle words={t('common.close')} hint={keyWords(t, 'Escape', false)} icon={X} onPress={close} />
      </div>
      {canEdit ? (
        <div className="mt-1.5 flex items-center gap-1">
          <input
            value={replacement}
            maxLength={LONGEST_REPLACEMENT}
            onChange={(event) => setReplacement(event.target.value)}
            onKeyDown={onReplaceKey}
            aria-label={t('find.replaceWith')}
            placeholder={t('find.replaceWith')}
            autoCapitalize="none"
            className={FIELD}
          />
          <Button disabled={count === 0} onClick={() => replaceNow(editor, replacement)}>
            {t('find.replace')}
          </Button>
          <Button disabled={count === 0} onClick={all}>
            {t('find.all')}
          </Button>
        </div>
      ) : null}
      <p role="status" className={classNames('find-count', count === 0 && 'is-none')}>
        {said || counted}
      </p>
    </search>
  )
}

interface ToggleProps {
  readonly words: string
  readonly hint?: string
  readonly icon: LucideIcon
  /** Left out for what is pressed and not switched. */
  readonly isOn?: boolean
  readonly isPossible?: boolean
  readonly onPress: () => void
}

const Toggle = ({ words, hint, icon: Icon, isOn, isPossible = true, onPress }: ToggleProps) => (
  <Tooltip words={words} {...(hint === undefined ? {} : { hint })}>
    <button
      type="button"
      aria-label={words}
      {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
      disabled={!isPossible}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
      className={classNames('toolbar-button', isOn === true && 'is-on')}
    >
      <Icon aria-hidden className="size-4" />
    </button>
  </Tooltip>
)
