'use client'

import type { Editor } from '@tiptap/react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useLayoutEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Avatar } from '../../../ui/avatar.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { findMentionable } from '../editor/mentions/find-mentionable.ts'
import { directoryOf } from '../editor/mentions/mention-node.ts'

/** What is looked for behind an `@` that begins a word, up to the caret. */
const LOOKED_FOR = /(?:^|[\s\p{Ps}\p{Pi}"'/])@([^@\n]{0,40})$/u
/** Words with names in them as `@name`, and whom those names mean. */
export interface Written {
  readonly text: string
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

export interface MentionFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly editor: Editor
  readonly selfId: string
  readonly label: string
  readonly placeholder?: string | undefined
  readonly written: Written
  readonly onWritten: (written: Written) => void
  /** The keys that the list of names does not want. */
  readonly onKey: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  readonly className: string
  /** Pixels: then it scrolls. */
  readonly mostHigh: number
  /** Where the list of names opens. */
  readonly side: 'above' | 'below'
  readonly isFirst?: boolean
  readonly readOnly?: boolean
  readonly maxLength?: number
}

/** A field to write in that grows, and where `@` offers the people of the document. */
export function MentionField(props: MentionFieldProps) {
  const { field, editor, selfId, label, placeholder, written, onWritten, onKey } = props
  const { className, mostHigh, side, isFirst = false, readOnly = false, maxLength } = props
  const t = useTranslations()
  const listId = useId()
  const directory = directoryOf(editor)
  const [query, setQuery] = useState<string | null>(null)
  const [chosen, setChosen] = useState(0)
  const [, setNews] = useState(0)
  const isLooking = query !== null
  const found =
    query === null || directory === null
      ? []
      : findMentionable(t, query, { people: directory.people, documents: [] }, 'person').filter(
          ({ id }) => id !== selfId,
        )
  const isOpen = found.length > 0
  const option = found[Math.min(chosen, found.length - 1)]

  useEffect(() => {
    if (!isLooking || directory === null) return
    const stop = directory.subscribe(() => setNews((count) => count + 1))
    directory.want('people')
    setNews((count) => count + 1)
    return stop
  }, [isLooking, directory])

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is as high as what stands in it.
  useLayoutEffect(() => {
    const element = field.current
    if (element === null) return
    element.style.height = 'auto'
    element.style.height = `${Math.min(element.scrollHeight + 2, mostHigh)}px`
  }, [written.text, field])

  const look = (element: HTMLTextAreaElement) => {
    const { selectionStart, selectionEnd, value } = element
    const found = selectionStart === selectionEnd ? LOOKED_FOR.exec(value.slice(0, selectionStart)) : null
    const next = found?.[1] ?? null
    // a name that was chosen is not looked for once more
    setQuery(next !== null && written.people.some(({ name }) => next.startsWith(`${name} `)) ? null : next)
    setChosen(0)
  }

  const choose = (id: string, name: string) => {
    const element = field.current
    if (element === null || query === null) return
    const caret = element.selectionStart
    const from = caret - query.length
    const text = `${written.text.slice(0, from)}${name} ${written.text.slice(caret)}`
    const people = [...written.people.filter((each) => each.name !== name), { id, name }]
    onWritten({ text, people })
    setQuery(null)
    requestAnimationFrame(() => {
      element.focus()
      element.setSelectionRange(from + name.length + 1, from + name.length + 1)
    })
  }

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setChosen((Math.min(chosen, found.length - 1) + step + found.length) % found.length)
    } else if (isOpen && option !== undefined && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault()
      choose(option.id, option.words)
    } else if (isOpen && event.key === 'Escape') {
      event.preventDefault()
      setQuery(null)
    } else onKey(event)
  }

  return (
    <div className="relative min-w-0 flex-1">
      {isOpen ? (
        <div
          id={listId}
          role="listbox"
          aria-label={t('chat.write.people')}
          className={classNames('mention-choices', side === 'below' && 'is-below')}
        >
          {found.map((each, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which has the focus.
            <div
              key={each.id}
              id={`${listId}-${each.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={each === option}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(each.id, each.words)}
              onPointerMove={() => setChosen(index)}
              className={classNames('mention-choice', each === option && 'is-chosen')}
            >
              {each.kind === 'person' ? (
                <Avatar name={each.words} color={each.person.color} className="size-5! text-[9px]!" />
              ) : null}
              <bdi className="truncate">{each.words}</bdi>
              {each.kind === 'person' && each.person.isHere ? (
                <span className="ms-auto text-ink-soft text-xs">{t('mentions.here')}</span>
              ) : null}
            </div>
          ))}
        </div>
      ) : null}
      <textarea
        ref={field}
        dir="auto"
        rows={1}
        aria-label={label}
        placeholder={placeholder}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        {...(isOpen && option !== undefined
          ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${option.id}` }
          : {})}
        {...(isFirst ? { 'data-first': '' } : {})}
        value={written.text}
        readOnly={readOnly}
        maxLength={maxLength}
        onChange={({ target }) => {
          onWritten({ ...written, text: target.value })
          look(target)
        }}
        onSelect={({ currentTarget }) => look(currentTarget)}
        onBlur={() => setQuery(null)}
        onKeyDown={onKeyDown}
        className={className}
      />
    </div>
  )
}
