'use client'

import type { Editor } from '@tiptap/react'
import { Link2, type LucideIcon, Plus } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../../ui/class-names.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { ColorField } from './blocks/color-field.tsx'
import { FILE_ACTIONS } from './files/file-actions.ts'
import { toggleInsertMenu } from './insert-menu.ts'
import { RovingToolbar } from './roving-toolbar.tsx'
import { ariaKeys, keyWords } from './shortcut-keys.ts'
import { keysOf } from './shortcuts.ts'
import { TableButton } from './table-button.tsx'
import { TOOLBAR, type ToolbarAction } from './toolbar-actions.ts'
import { useEditorReading } from './use-editor-reading.ts'
import { useKeyboardInset } from './use-keyboard-inset.ts'

const ALL = TOOLBAR.flat()

/** Milliseconds that the buttons may be behind the text. */
const BEHIND_MS = 80

/** What each button shows, the one for links last, as one string of letters, so that a keystroke that changes none of it renders nothing. */
const readState = (editor: Editor): string =>
  ALL.map((action) => {
    if (action.isPossible?.(editor) === false) return 'x'
    return action.isOn?.(editor) === true ? '1' : '0'
  }).join('') + (editor.isActive('link') ? '1' : '0')

export function Toolbar({ editor }: { editor: Editor }) {
  const t = useTranslations()
  const state = useEditorReading(editor, BEHIND_MS, readState)
  const inset = useKeyboardInset()
  return (
    <RovingToolbar
      aria-label={t('editor.toolbar')}
      onLeave={() => editor.commands.focus()}
      style={{ '--keyboard': `${inset}px` }}
      className="document-toolbar"
    >
      <PanelButton
        label={t('editor.insert')}
        hint="/"
        icon={Plus}
        onPress={() => toggleInsertMenu(editor)}
        hasPopup="listbox"
      />
      {FILE_ACTIONS.map(({ name, icon, run }) => (
        <PanelButton
          key={name}
          label={t(`editor.actions.${name}`)}
          icon={icon}
          onPress={() => run(editor)}
          hasPopup="dialog"
        />
      ))}
      {TOOLBAR.map((group) => (
        <Fragment key={group[0]?.name}>
          <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line" />
          {group.map((action) => (
            <ToolbarButton
              key={action.name}
              action={action}
              editor={editor}
              state={state[ALL.indexOf(action)] ?? '0'}
            />
          ))}
        </Fragment>
      ))}
      <ColorField editor={editor} />
      <PanelButton
        label={t('editor.actions.link')}
        hint={keyWords(t, keysOf('link') ?? '')}
        icon={Link2}
        isOn={state.endsWith('1')}
        onPress={() => editor.emit('openPanel', { panel: 'link' })}
        hasPopup="dialog"
      />
      <TableButton editor={editor} />
    </RovingToolbar>
  )
}

interface PanelButtonProps {
  readonly label: string
  readonly hint?: string
  readonly icon: LucideIcon
  readonly isOn?: boolean
  readonly hasPopup: 'dialog' | 'listbox'
  readonly onPress: () => void
}

/** A button that opens something beside the caret. */
const PanelButton = ({ label, hint, icon: Icon, isOn, hasPopup, onPress }: PanelButtonProps) => (
  <Tooltip words={label} {...(hint === undefined ? {} : { hint })}>
    <button
      type="button"
      aria-label={label}
      aria-haspopup={hasPopup}
      {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
      className={classNames('toolbar-button', isOn === true && 'is-on')}
    >
      <Icon aria-hidden className="size-4" />
    </button>
  </Tooltip>
)

function ToolbarButton({ action, editor, state }: { action: ToolbarAction; editor: Editor; state: string }) {
  const t = useTranslations()
  const Icon = action.icon
  const label = t(`editor.actions.${action.name}`)
  return (
    <Tooltip words={label} hint={keyWords(t, action.keys)}>
      <button
        type="button"
        aria-label={label}
        aria-keyshortcuts={ariaKeys(action.keys)}
        {...(action.isOn === undefined ? {} : { 'aria-pressed': state === '1' })}
        disabled={state === 'x'}
        // The editor keeps its selection, and a phone its keyboard.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => action.run(editor)}
        className={classNames('toolbar-button', state === '1' && 'is-on')}
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </Tooltip>
  )
}
