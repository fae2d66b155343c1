'use client'

import { MessageSquareText } from 'lucide-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslations } from 'use-intl'
import { useEditorReading } from '../../editor/use-editor-reading.ts'
import { openTalk } from '../talk-open.ts'
import type { TalkProps } from '../talk-side.tsx'
import type { CommentsSession } from './comments-session.ts'
import { useCommentsState } from './use-comments.ts'

/** A marker is drawn anew at most this often while somebody writes, in milliseconds. */
const EVERY_MS = 150
const SIZE_PX = 28

interface Marker {
  /** Pixels from the upper edge of the column, and from its end. */
  readonly top: number
  readonly end: number
  readonly threads: readonly number[]
}

const same = (a: readonly Marker[], b: readonly Marker[]): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The blocks with open threads, and where beside them there is room. */
function markersOf({ editor }: TalkProps, session: CommentsSession): readonly Marker[] {
  const { threads } = session.getState()
  const { ranges } = session.keeper
  const column = editor.view.dom.closest('.document-column')
  const first = editor.view.dom.firstElementChild
  if (column === null || first === null) return []
  const [box, text] = [column.getBoundingClientRect(), first.getBoundingClientRect()]
  const isRtl = getComputedStyle(column).direction === 'rtl'
  const room = isRtl ? text.left - box.left : box.right - text.right
  const end = Math.max(0, room - SIZE_PX - 8)
  const { doc } = editor.state
  const byBlock = new Map<number, number[]>()
  for (const [thread, { from }] of ranges) {
    if (threads.get(thread)?.state !== 'open' || from > doc.content.size) continue
    const $from = doc.resolve(from)
    const block = $from.depth === 0 ? from : $from.before(1)
    byBlock.set(block, [...(byBlock.get(block) ?? []), thread])
  }
  return [...byBlock].flatMap(([pos, found]) => {
    const element = editor.view.nodeDOM(pos)
    if (!(element instanceof HTMLElement)) return []
    const top = Math.round(element.getBoundingClientRect().top - box.top)
    return [{ top, end: Math.round(end), threads: found.toSorted((a, b) => a - b) }]
  })
}

/** Beside each block with open threads how many there are; a click opens the first, one more the next. */
export function GutterMarkers({ session, ...props }: TalkProps & { session: CommentsSession }) {
  const t = useTranslations()
  const { editor } = props
  const state = useCommentsState(session)
  const [, resized] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      resized((count) => count + 1)
      editor.emit('transaction', { editor, transaction: editor.state.tr, appendedTransactions: [] })
    })
    observer.observe(editor.view.dom)
    return () => observer.disconnect()
  }, [editor])
  const markers = useEditorReading(editor, EVERY_MS, () => markersOf(props, session), same)
  const column = editor.view.dom.closest('.document-column')
  if (column === null || markers.length === 0) return null
  return createPortal(
    markers.map(({ top, end, threads }) => (
      <button
        key={threads[0]}
        type="button"
        aria-label={t('comments.atBlock', { count: threads.length })}
        className="gutter-marker"
        style={{ '--marker-top': `${top}px`, '--marker-end': `${end}px` }}
        data-active={threads.includes(state.active ?? -1) ? '' : undefined}
        onClick={(event) => {
          event.stopPropagation()
          const at = threads.indexOf(state.active ?? -1)
          session.activate(threads[(at + 1) % threads.length] ?? null)
          openTalk('comments')
        }}
      >
        <MessageSquareText aria-hidden className="size-4" />
        {threads.length > 1 ? <span className="text-[11px] tabular-nums">{threads.length}</span> : null}
      </button>
    )),
    column,
  )
}
