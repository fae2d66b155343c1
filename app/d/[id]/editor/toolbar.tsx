'use client'

import { type Editor, useEditorState } from '@tiptap/react'
import { Fragment, type KeyboardEvent } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { LinkField } from './link-field.tsx'
import { TOOLBAR, type ToolbarAction } from './toolbar-actions.ts'
import { useKeyboardInset } from './use-keyboard-inset.ts'

const ALL = TOOLBAR.flat()

/** What each button shows, as one string of letters, so that a keystroke that changes none of it renders nothing. */
const readState = (editor: Editor): string =>
  ALL.map((action) => {
    if (action.isPossible?.(editor) === false) return 'x'
    return action.isOn?.(editor) === true ? '1' : '0'
  }).join('')

const onMac = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const keysFor = (keys: string): string =>
  onMac()
    ? keys.replace('Mod', '⌘').replace('Alt', '⌥').replace('Shift', '⇧').replaceAll('+', '')
    : keys.replace('Mod', 'Ctrl')

/** Arrow keys move within a toolbar, Tab leaves it (WAI-ARIA toolbar pattern). */
function onArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (step === undefined) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
  const at = buttons.findIndex((button) => button.matches(':focus'))
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
  event.preventDefault()
}

export function Toolbar({ editor }: { editor: Editor }) {
  const state = useEditorState({ editor, selector: ({ editor: current }) => readState(current) })
  const inset = useKeyboardInset()
  return (
    <div
      role="toolbar"
      aria-label="Formatting"
      onKeyDown={onArrow}
      style={{ '--keyboard': `${inset}px` }}
      className="document-toolbar"
    >
      {TOOLBAR.map((group, index) => (
        <Fragment key={group[0]?.name}>
          {index === 0 ? null : <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line" />}
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
      <LinkField editor={editor} />
    </div>
  )
}

function ToolbarButton({ action, editor, state }: { action: ToolbarAction; editor: Editor; state: string }) {
  const Icon = action.icon
  return (
    <Tooltip words={action.label} hint={keysFor(action.keys)}>
      <button
        type="button"
        aria-label={action.label}
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
