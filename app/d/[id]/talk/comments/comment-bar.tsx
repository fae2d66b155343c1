'use client'

import type { Editor } from '@tiptap/react'
import { MessageSquarePlus, PencilLine } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { rectOf } from '../../editor/link-at.ts'
import { lettersIn, trimmed } from '../../editor/passages/passage-words.ts'
import { readSelection } from '../../editor/read-selection.ts'
import { useFloating } from '../../editor/use-floating.ts'

/** How long a selection stays as it is before something is offered for it, in milliseconds. */
const SETTLE_MS = 200
const ROOMY = '(width >= 40rem) and (pointer: fine)'

/** For who cannot write, and by touch: what can be said about the words that are selected. */
export function CommentBar({ editor, canEdit }: { editor: Editor; canEdit: boolean }) {
  const [shown, setShown] = useState<'floating' | 'below' | null>(null)
  useEffect(() => {
    let settling: ReturnType<typeof setTimeout> | undefined
    const judge = () => {
      clearTimeout(settling)
      settling = setTimeout(() => {
        if (editor.isDestroyed) return
        const selection = document.getSelection()
        const isInText = selection?.isCollapsed === false && editor.view.dom.contains(selection.anchorNode)
        const isRoomy = window.matchMedia(ROOMY).matches
        if (!isInText || (canEdit && isRoomy)) return setShown(null)
        readSelection(editor.view)
        const { doc, selection: selected } = editor.state
        const letters = lettersIn(doc, selected.from, selected.to)
        const hasWords = letters !== null && trimmed(doc, letters) !== null
        setShown(hasWords ? (isRoomy ? 'floating' : 'below') : null)
      }, SETTLE_MS)
    }
    document.addEventListener('selectionchange', judge)
    return () => {
      clearTimeout(settling)
      document.removeEventListener('selectionchange', judge)
    }
  }, [editor, canEdit])
  return shown === null ? null : <Bar editor={editor} isFloating={shown === 'floating'} />
}

function Bar({ editor, isFloating }: { editor: Editor; isFloating: boolean }) {
  const t = useTranslations()
  const floating = useFloating({
    editor,
    placement: 'top',
    gap: 8,
    anchor: () => rectOf(editor, editor.state.selection.from, editor.state.selection.to),
  })
  return (
    <div
      ref={floating}
      role="toolbar"
      aria-label={t('comments.bar')}
      className={isFloating ? 'selection-toolbar' : 'selection-toolbar is-below'}
      onPointerDown={(event) => event.preventDefault()}
    >
      <button
        type="button"
        className="comment-way"
        onClick={() => editor.emit('comment', { kind: 'comment' })}
      >
        <MessageSquarePlus aria-hidden className="size-4" />
        {t('editor.actions.comment')}
      </button>
      <button
        type="button"
        className="comment-way"
        onClick={() => editor.emit('comment', { kind: 'suggestion' })}
      >
        <PencilLine aria-hidden className="size-4" />
        {t('editor.actions.suggest')}
      </button>
    </div>
  )
}
