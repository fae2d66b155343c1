'use client'

import type { Editor } from '@tiptap/react'
import {
  ChevronDown,
  Link2,
  type LucideIcon,
  MapPin,
  MessageSquarePlus,
  MessageSquareQuote,
  PencilLine,
  RemoveFormatting,
  Underline,
} from 'lucide-react'
import { type RefObject, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../../ui/class-names.ts'
import { copyText } from '../../../ui/copy-text.ts'
import { Menu } from '../../../ui/menu.tsx'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { passageAddress, quoteInChat, selectedPassage } from '../talk/chat/passage-place.ts'
import { openTalk } from '../talk/talk-open.ts'
import type { ActionName } from './action-names.ts'
import { rectOf } from './link-at.ts'
import { RovingToolbar } from './roving-toolbar.tsx'
import { ariaKeys, keyWords } from './shortcut-keys.ts'
import { keysOf, SHORTCUTS } from './shortcuts.ts'
import { TOOLBAR } from './toolbar-actions.ts'
import { kindOf, TurnIntoItems } from './turn-into.tsx'
import { useEditorValue } from './use-editor-value.ts'
import { useFloating } from './use-floating.ts'
import { useSelectedText } from './use-selected-text.ts'

interface Mark {
  readonly name: ActionName
  readonly icon: LucideIcon
  /** The mark in the schema, where the button shows whether it is set. */
  readonly mark?: string
}

const iconOf = (name: string): LucideIcon =>
  TOOLBAR.flat().find((action) => action.name === name)?.icon ?? RemoveFormatting

/** From left to right. What each does and its keys are in the table of shortcuts. */
const MARKS: readonly Mark[] = [
  { name: 'bold', icon: iconOf('bold'), mark: 'bold' },
  { name: 'italic', icon: iconOf('italic'), mark: 'italic' },
  { name: 'underline', icon: Underline, mark: 'underline' },
  { name: 'strike', icon: iconOf('strike'), mark: 'strike' },
  { name: 'code', icon: iconOf('code'), mark: 'code' },
  { name: 'link', icon: Link2, mark: 'link' },
  { name: 'clear', icon: RemoveFormatting },
]

/** What can be done with the text that is selected, above it. `Alt+F10` leads there, Escape back. */
export function SelectionToolbar({ editor, hidden }: { editor: Editor; hidden: boolean }) {
  const ref = useRef<HTMLDivElement | null>(null)
  const shown = useSelectedText(editor, ref)
  return shown && !hidden ? <Bar editor={editor} bar={ref} /> : null
}

function Bar({ editor, bar }: { editor: Editor; bar: RefObject<HTMLDivElement | null> }) {
  const t = useTranslations()
  const marksOn = useEditorValue(editor, (current) =>
    MARKS.map(({ mark }) => (mark !== undefined && current.isActive(mark) ? '1' : '0')).join(''),
  )
  const kind = t(`editor.actions.${useEditorValue(editor, (current) => kindOf(current)?.name ?? 'text')}`)
  const floating = useFloating({
    editor,
    placement: 'top',
    gap: 8,
    anchor: () => {
      const { from, to } = editor.state.selection
      return rectOf(editor, from, to)
    },
  })
  return (
    <RovingToolbar
      ref={(element) => {
        floating.current = element
        bar.current = element
      }}
      data-floating
      aria-label={t('editor.selection')}
      className="selection-toolbar"
      onLeave={() => editor.commands.focus()}
      onMouseDown={(event) => event.preventDefault()}
    >
      <Menu
        align="start"
        onClosed={() => editor.commands.focus()}
        trigger={
          <button type="button" className="selection-kind" aria-label={t('editor.turnIntoNow', { kind })}>
            {kind}
            <ChevronDown aria-hidden className="size-3.5" />
          </button>
        }
      >
        <TurnIntoItems editor={editor} onChoose={(action) => action.run(editor)} />
      </Menu>
      <span aria-hidden className="mx-0.5 h-5 w-px shrink-0 bg-line" />
      {MARKS.map(({ name, icon: Icon, mark }, index) => {
        const shortcut = SHORTCUTS.find((each) => each.name === name)
        if (shortcut === undefined) return null
        const keys = keysOf(name) ?? ''
        const label = t(`editor.actions.${name}`)
        const isOn = marksOn[index] === '1'
        return (
          <Tooltip key={name} words={label} hint={keyWords(t, keys)}>
            <button
              type="button"
              aria-label={label}
              aria-keyshortcuts={ariaKeys(keys)}
              {...(mark === undefined ? {} : { 'aria-pressed': isOn })}
              onClick={() => shortcut.run(editor)}
              className={classNames('toolbar-button', isOn && 'is-on')}
            >
              <Icon aria-hidden className="size-4" />
            </button>
          </Tooltip>
        )
      })}
      <span aria-hidden className="mx-0.5 h-5 w-px shrink-0 bg-line max-sm:hidden" />
      {(['comment', 'suggest'] as const).map((name) => {
        const keys = keysOf(name) ?? ''
        const Icon = name === 'comment' ? MessageSquarePlus : PencilLine
        return (
          <Tooltip key={name} words={t(`editor.actions.${name}`)} hint={keyWords(t, keys)}>
            <button
              type="button"
              aria-label={t(`editor.actions.${name}`)}
              aria-keyshortcuts={ariaKeys(keys)}
              className="toolbar-button"
              onClick={() => editor.emit('comment', { kind: name === 'comment' ? name : 'suggestion' })}
            >
              <Icon aria-hidden className="size-4" />
            </button>
          </Tooltip>
        )
      })}
      <Tooltip words={t('chat.passage.send')}>
        <button
          type="button"
          aria-label={t('chat.passage.send')}
          className="toolbar-button max-sm:hidden!"
          onClick={() => {
            const passage = selectedPassage(editor)
            if (passage === null) return
            quoteInChat(passage)
            openTalk('chat')
          }}
        >
          <MessageSquareQuote aria-hidden className="size-4" />
        </button>
      </Tooltip>
      <Tooltip words={t('chat.passage.copy')}>
        <button
          type="button"
          aria-label={t('chat.passage.copy')}
          className="toolbar-button max-sm:hidden!"
          onClick={async () => {
            const passage = selectedPassage(editor)
            if (passage !== null && (await copyText(passageAddress(passage)))) {
              editor.emit('news', { words: t('chat.passage.copied') })
            }
          }}
        >
          <MapPin aria-hidden className="size-4" />
        </button>
      </Tooltip>
    </RovingToolbar>
  )
}
