'use client'

import type { Editor } from '@tiptap/react'
import { Unlink } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { linkTarget } from '../../../../lib/safe-targets.ts'
import { Button } from '../../../ui/button.tsx'
import { rectOf } from './link-at.ts'
import { useFloating } from './use-floating.ts'

const hrefOf = (editor: Editor): string | null => {
  const value: unknown = editor.getAttributes('link').href
  return typeof value === 'string' ? value : null
}

/** Makes, changes and removes the link at the selection. */
export function LinkForm({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const t = useTranslations()
  const [href] = useState(() => hrefOf(editor))
  const [typed, setTyped] = useState(href ?? '')
  const [refused, setRefused] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const floating = useFloating({
    editor,
    placement: 'bottom-start',
    gap: 8,
    anchor: () => {
      const { from, to } = editor.state.selection
      return rectOf(editor, from, to)
    },
  })

  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      if (event.target instanceof Node && floating.current?.contains(event.target) === false) onClose()
    }
    window.addEventListener('pointerdown', onDown)
    return () => window.removeEventListener('pointerdown', onDown)
  }, [onClose, floating])

  const leave = () => {
    onClose()
    editor.commands.focus()
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const target = linkTarget(typed)
    if (target === null) {
      setRefused(true)
      return
    }
    const chain = editor.chain().focus().extendMarkRange('link')
    if (editor.state.selection.empty && href === null) {
      const marks = [{ type: 'link', attrs: { href: target } }]
      chain.insertContent({ type: 'text', text: typed.trim(), marks }).run()
    } else chain.setLink({ href: target }).run()
    onClose()
  }

  const remove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    onClose()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    leave()
  }

  return (
    <div
      ref={floating}
      data-floating
      role="dialog"
      aria-label={t('editor.link.card')}
      className="floating-card w-80 p-3"
      onKeyDown={onKeyDown}
    >
      <form onSubmit={submit}>
        <input
          ref={field}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          aria-label={t('editor.link.address')}
          aria-invalid={refused}
          placeholder={t('editor.link.example')}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          className="h-9 w-full rounded-card border border-line-strong bg-paper px-3 text-base outline-none focus-visible:border-accent focus-visible:ring-2 focus-visible:ring-accent/25 sm:text-[13px]"
        />
        {refused ? (
          <p role="alert" className="mt-2 text-danger">
            {t('editor.link.refused')}
          </p>
        ) : null}
        <div className="mt-2 flex items-center gap-1">
          <Button look="primary" type="submit">
            {href === null ? t('editor.link.add') : t('editor.link.change')}
          </Button>
          {href === null ? null : (
            <Button look="quiet" onClick={remove}>
              <Unlink aria-hidden className="size-4" />
              {t('editor.remove')}
            </Button>
          )}
          <Button look="quiet" className="ms-auto" onClick={leave}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </div>
  )
}
