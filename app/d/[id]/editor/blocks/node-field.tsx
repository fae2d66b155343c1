'use client'

import type { Editor } from '@tiptap/react'
import { Popover as Radix } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DateField } from './date-field.tsx'
import { EmbedField } from './embed-field.tsx'
import { FootnoteField } from './footnote-field.tsx'
import { FormulaField } from './formula-field.tsx'
import { EDIT_EVENT, type EditRequest } from './node-editing.ts'

export interface FieldProps {
  readonly value: unknown
  readonly canEdit: boolean
  /** Sets a value, or with null leaves the node as it is; `onward` then takes the focus instead of the text. */
  readonly onDone: (value: string | null, onward?: () => void) => void
  readonly onRemove: () => void
  /** Keeps what is typed, to be set when the field is left in any way. */
  readonly onDraft: (value: string) => void
}

const FIELDS = {
  inlineMath: { attribute: 'latex', kind: 'formula', Field: FormulaField, forReaders: false },
  blockMath: { attribute: 'latex', kind: 'formula', Field: FormulaField, forReaders: false },
  footnote: { attribute: 'text', kind: 'footnote', Field: FootnoteField, forReaders: true },
  date: { attribute: 'day', kind: 'date', Field: DateField, forReaders: false },
  embed: { attribute: 'src', kind: 'video', Field: EmbedField, forReaders: false },
} as const

type FieldName = keyof typeof FIELDS

interface Shown extends EditRequest {
  readonly name: FieldName
  readonly value: unknown
}

function shownBy(editor: Editor, { dom, getPos }: EditRequest): Shown | null {
  const at = getPos()
  const node = at === undefined ? null : editor.state.doc.nodeAt(at)
  const name = node?.type.name
  if (node === null || name === undefined || !(name in FIELDS)) return null
  const field = FIELDS[name as FieldName]
  if (!editor.isEditable && !field.forReaders) return null
  return { dom, getPos, name: name as FieldName, value: node.attrs[field.attribute] }
}

/** Writes `value` into the node, or takes the node away when nothing is left of it; the caret goes behind it. */
function finish(editor: Editor, { getPos, name }: Shown, value: string | null): void {
  const at = getPos()
  const { attribute } = FIELDS[name]
  const node = at === undefined ? null : editor.state.doc.nodeAt(at)
  if (at === undefined || node?.type.name !== name || !editor.isEditable) return
  const { tr } = editor.state
  const next = value ?? node.attrs[attribute]
  if (next === '' || next === null) tr.delete(at, at + node.nodeSize)
  else if (next !== node.attrs[attribute]) tr.setNodeAttribute(at, attribute, next)
  if (tr.docChanged) editor.view.dispatch(tr)
}

function focusBehind(editor: Editor, { getPos, name }: Shown): void {
  const at = getPos()
  const node = at === undefined ? null : editor.state.doc.nodeAt(at)
  if (at === undefined || node?.type.name !== name) editor.commands.focus()
  else if (node.isInline) editor.commands.focus(at + node.nodeSize)
  else editor.chain().setNodeSelection(at).focus().run()
}

/** The field that floats beside a formula, a footnote, a date or a video while it is edited. */
export function NodeField({ editor }: { editor: Editor }) {
  const t = useTranslations()
  const [shown, setShown] = useState<Shown | null>(null)
  const draft = useRef<string | null>(null)
  const anchor = useRef<HTMLElement | null>(null)
  const after = useRef<(() => void) | null>(null)

  useEffect(() => {
    const { dom } = editor.view
    const open = (event: Event) => {
      const next = shownBy(editor, (event as CustomEvent<EditRequest>).detail)
      draft.current = null
      anchor.current = next?.dom ?? null
      setShown(next)
    }
    dom.addEventListener(EDIT_EVENT, open)
    return () => dom.removeEventListener(EDIT_EVENT, open)
  }, [editor])

  if (shown === null) return null
  const { kind, Field } = FIELDS[shown.name]
  const close = (value: string | null, onward?: () => void) => {
    draft.current = null
    after.current = onward ?? null
    finish(editor, shown, value)
    setShown(null)
  }
  return (
    <Radix.Root open onOpenChange={(open) => open || close(draft.current)}>
      <Radix.Anchor virtualRef={anchor as { current: HTMLElement }} />
      <Radix.Portal>
        <Radix.Content
          aria-label={t(`blocks.${kind}.label`)}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          // Escape leaves things as they were
          onEscapeKeyDown={() => {
            draft.current = null
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (after.current === null) focusBehind(editor, shown)
            else after.current()
          }}
          className="z-40 w-80 max-w-[calc(100vw-16px)] animate-float rounded-card border border-line bg-raised p-3 text-[13px] text-ink shadow-float outline-none"
        >
          <Field
            key={shown.name}
            value={shown.value}
            canEdit={editor.isEditable}
            onDone={close}
            onRemove={() => close('')}
            onDraft={(value) => {
              draft.current = value
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
