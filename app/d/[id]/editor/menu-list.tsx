'use client'

import type { Editor } from '@tiptap/react'
import { type ReactNode, useEffect, useRef } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import type { OpenMenu, TypedMenu } from './typed-menu.ts'
import { useEditorValue } from './use-editor-value.ts'
import { useFloating } from './use-floating.ts'
import { useKeyboardInset } from './use-keyboard-inset.ts'

export interface MenuListProps<T> {
  readonly editor: Editor
  readonly menu: TypedMenu<T>
  readonly label: string
  readonly groupOf: (option: T) => string
  /** What an option shows. */
  readonly look: (option: T) => ReactNode
  /** Said instead of options when nothing was found. */
  readonly nothing: string
  /** What is read out when the options change. */
  readonly countWords: (count: number) => string
}

/** What a menu that was typed for, or opened by a button, offers beside the caret. */
export function MenuList<T>(props: MenuListProps<T>) {
  const { editor, menu } = props
  const open = useEditorValue(editor, ({ state }) => menu.of(state))
  return open === null ? null : <OpenList {...props} open={open} />
}

interface Group<T> {
  readonly group: string
  /** Index of its first option among all. */
  readonly first: number
  readonly options: T[]
}

/** Those that follow each other in one group. */
function groupsOf<T>(found: readonly T[], groupOf: (option: T) => string): readonly Group<T>[] {
  const groups: Group<T>[] = []
  for (const [index, option] of found.entries()) {
    const last = groups.at(-1)
    const group = groupOf(option)
    if (last?.group === group) last.options.push(option)
    else groups.push({ group, first: index, options: [option] })
  }
  return groups
}

function OpenList<T>(props: MenuListProps<T> & { readonly open: OpenMenu<T> }) {
  const { editor, menu, label, groupOf, nothing, countWords, open } = props
  const inset = useKeyboardInset()
  const ref = useFloating({
    editor,
    placement: 'bottom-start',
    gap: 6,
    anchor: () => {
      const now = menu.of(editor.state)
      if (now === null) return null
      const { left, top, bottom } = editor.view.coordsAtPos(Math.min(now.from, editor.state.doc.content.size))
      return new DOMRect(left, top, 0, bottom - top)
    },
  })
  const { found, chosen } = open
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it takes nothing but the press that would take the caret away.
    <div
      ref={ref}
      data-floating
      className="insert-list"
      style={{ '--keyboard': `${inset}px` }}
      // The editor keeps its caret, and a phone its keyboard.
      onMouseDown={(event) => event.preventDefault()}
    >
      <div id={menu.kind.listId} role="listbox" aria-label={label} tabIndex={0} className="insert-options">
        {groupsOf(found, groupOf).map(({ group, first, options }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields.
          <div key={group} role="group" aria-label={group}>
            <div aria-hidden className="insert-group">
              {group}
            </div>
            {options.map((option, at) => (
              <Option
                key={menu.kind.optionId(option)}
                {...props}
                option={option}
                index={first + at}
                isChosen={first + at === chosen}
              />
            ))}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="px-3 py-2 text-ink-faint">{nothing}</p> : null}
      <p role="status" className="sr-only">
        {countWords(found.length)}
      </p>
    </div>
  )
}

interface OptionProps<T> extends MenuListProps<T> {
  readonly option: T
  readonly index: number
  readonly isChosen: boolean
}

function Option<T>({ editor, menu, look, option, index, isChosen }: OptionProps<T>) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isChosen) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the text keeps the focus; it names the option that is chosen.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the editor's.
    <div
      ref={ref}
      id={menu.kind.optionId(option)}
      role="option"
      aria-selected={isChosen}
      className={classNames('insert-option', isChosen && 'is-chosen')}
      onMouseMove={() => (isChosen ? undefined : menu.choose(editor, index))}
      onClick={() => menu.run(editor, option)}
    >
      {look(option)}
    </div>
  )
}
