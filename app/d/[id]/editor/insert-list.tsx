'use client'

import { type Editor, useEditorState } from '@tiptap/react'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../../ui/class-names.ts'
import type { BlockAction } from './block-actions.ts'
import {
  chooseInsert,
  INSERT_LIST_ID,
  type InsertMenu,
  insertMenuOf,
  optionId,
  runInsert,
} from './insert-menu.ts'
import { keyWords } from './shortcut-keys.ts'
import { keysOf } from './shortcuts.ts'
import { useFloating } from './use-floating.ts'
import { useKeyboardInset } from './use-keyboard-inset.ts'

/** What `/` and the button of the toolbar offer. */
export function InsertList({ editor }: { editor: Editor }) {
  const menu = useEditorState({ editor, selector: ({ editor: current }) => insertMenuOf(current.state) })
  return menu === null ? null : <OpenList editor={editor} menu={menu} />
}

interface Group {
  readonly group: BlockAction['group']
  /** Index of its first action among all. */
  readonly first: number
  readonly actions: BlockAction[]
}

/** Those that follow each other in one group. */
function groupsOf(found: readonly BlockAction[]): readonly Group[] {
  const groups: Group[] = []
  for (const [index, action] of found.entries()) {
    const last = groups.at(-1)
    if (last?.group === action.group) last.actions.push(action)
    else groups.push({ group: action.group, first: index, actions: [action] })
  }
  return groups
}

function OpenList({ editor, menu }: { editor: Editor; menu: InsertMenu }) {
  const t = useTranslations()
  const inset = useKeyboardInset()
  const ref = useFloating({
    editor,
    placement: 'bottom-start',
    gap: 6,
    anchor: () => {
      const open = insertMenuOf(editor.state)
      if (open === null) return null
      const { left, top, bottom } = editor.view.coordsAtPos(
        Math.min(open.from, editor.state.doc.content.size),
      )
      return new DOMRect(left, top, 0, bottom - top)
    },
  })
  const { found, chosen: index } = menu
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
      <div
        id={INSERT_LIST_ID}
        role="listbox"
        aria-label={t('editor.insertMenu.label')}
        tabIndex={0}
        className="insert-options"
      >
        {groupsOf(found).map(({ group, first, actions }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields.
          <div key={group} role="group" aria-label={t(`editor.groups.${group}`)}>
            <div aria-hidden className="insert-group">
              {t(`editor.groups.${group}`)}
            </div>
            {actions.map((action, at) => (
              <Option
                key={action.name}
                editor={editor}
                action={action}
                index={first + at}
                isChosen={first + at === index}
              />
            ))}
          </div>
        ))}
      </div>
      {found.length === 0 ? (
        <p className="px-3 py-2 text-ink-faint">{t('editor.insertMenu.nothing')}</p>
      ) : null}
      <p role="status" className="sr-only">
        {t('editor.insertMenu.found', { count: found.length })}
      </p>
    </div>
  )
}

interface OptionProps {
  readonly editor: Editor
  readonly action: BlockAction
  readonly index: number
  readonly isChosen: boolean
}

function Option({ editor, action, index, isChosen }: OptionProps) {
  const t = useTranslations()
  const ref = useRef<HTMLDivElement>(null)
  const Icon = action.icon
  const keys = keysOf(action.name)
  useEffect(() => {
    if (isChosen) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the text keeps the focus; it names the option that is chosen.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the editor's.
    <div
      ref={ref}
      id={optionId(action)}
      role="option"
      aria-selected={isChosen}
      className={classNames('insert-option', isChosen && 'is-chosen')}
      onMouseMove={() => (isChosen ? undefined : chooseInsert(editor, index))}
      onClick={() => runInsert(editor, action)}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-soft" />
      <span className="flex-1 truncate">{t(`editor.actions.${action.name}`)}</span>
      <kbd aria-hidden className="font-sans text-ink-soft text-xs">
        {action.typed ?? (keys === null ? '' : keyWords(t, keys))}
      </kbd>
    </div>
  )
}
