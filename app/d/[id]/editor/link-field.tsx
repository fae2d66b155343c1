'use client'

import { type Editor, useEditorState } from '@tiptap/react'
import { ExternalLink, Link2, Unlink } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { isLinkAllowed, linkTarget } from '../../../../lib/safe-targets.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Popover } from '../../../ui/popover.tsx'

/** Makes, changes and removes the link at the selection. Opens with the keys that people know for it, Mod+K. */
export function LinkField({ editor }: { editor: Editor }) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [refused, setRefused] = useState(false)
  const href = useEditorState({
    editor,
    selector: ({ editor: current }): string | null => {
      const value: unknown = current.getAttributes('link').href
      return typeof value === 'string' ? value : null
    },
  })

  const show = (next: boolean) => {
    setOpen(next)
    setRefused(false)
    if (next) setTyped(href ?? '')
  }

  useEffect(() => {
    const { dom } = editor.view
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      setTyped(String(editor.getAttributes('link').href ?? ''))
      setRefused(false)
      setOpen(true)
    }
    dom.addEventListener('keydown', onKey)
    return () => dom.removeEventListener('keydown', onKey)
  }, [editor])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const target = linkTarget(typed)
    if (target === null) {
      setRefused(true)
      return
    }
    setOpen(false)
    const chain = editor.chain().focus().extendMarkRange('link')
    if (editor.state.selection.empty && href === null) {
      chain
        .insertContent({
          type: 'text',
          text: typed.trim(),
          marks: [{ type: 'link', attrs: { href: target } }],
        })
        .run()
    } else chain.setLink({ href: target }).run()
  }

  const remove = () => {
    setOpen(false)
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
  }

  return (
    <Popover
      label="Link"
      align="center"
      className="w-80 p-3"
      open={open}
      onOpenChange={show}
      onClosed={() => editor.commands.focus()}
      trigger={
        <button
          type="button"
          aria-label="Link"
          aria-pressed={href !== null}
          onMouseDown={(event) => event.preventDefault()}
          className={classNames('toolbar-button', href !== null && 'is-on')}
        >
          <Link2 aria-hidden className="size-4" />
        </button>
      }
    >
      <form onSubmit={submit}>
        <input
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          aria-label="Address"
          aria-invalid={refused}
          placeholder="https://… or name@example.org"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          className="h-9 w-full rounded-card border border-line-strong bg-paper px-3 text-base outline-none focus-visible:border-accent focus-visible:ring-2 focus-visible:ring-accent/25 sm:text-[13px]"
        />
        {refused ? (
          <p role="alert" className="mt-2 text-danger">
            A link is a web address (http, https) or an email address.
          </p>
        ) : null}
        <div className="mt-2 flex items-center gap-1">
          <Button look="primary" type="submit">
            {href === null ? 'Add link' : 'Change link'}
          </Button>
          {href === null ? null : (
            <>
              {isLinkAllowed(href) ? (
                <Button asChild look="quiet">
                  <a href={href} target="_blank" rel="noopener noreferrer nofollow">
                    <ExternalLink aria-hidden className="size-4" />
                    Open
                  </a>
                </Button>
              ) : null}
              <Button look="quiet" onClick={remove}>
                <Unlink aria-hidden className="size-4" />
                Remove
              </Button>
            </>
          )}
        </div>
      </form>
    </Popover>
  )
}
