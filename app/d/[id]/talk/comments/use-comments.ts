'use client'

import type { Editor } from '@tiptap/react'
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { liveLine } from '../../../../live/live-line.ts'
import { changeMarks } from '../../editor/passages/passage-marks.ts'
import { passageAt } from '../../editor/passages/passage-places.ts'
import { lettersIn, trimmed } from '../../editor/passages/passage-words.ts'
import { readSelection } from '../../editor/read-selection.ts'
import type { CommentAsk } from '../../editor/shortcuts.ts'
import { closeTalk, openTalk } from '../talk-open.ts'
import type { TalkProps } from '../talk-side.tsx'
import { CommentsSession, type CommentsState } from './comments-session.ts'
import { inTextOrder, showThread } from './thread-places.ts'

const HASH = /^#c=(\d{1,16})$/

export const threadAddress = (thread: number): string =>
  `${window.location.origin}${window.location.pathname}#c=${thread}`

/** The comments of a document while this component is there; null at first. */
export function useCommentsSession({ documentId, visitor, editor }: TalkProps): CommentsSession | null {
  const [session, setSession] = useState<CommentsSession | null>(null)
  const selfId = visitor.id
  useEffect(() => {
    const opened = new CommentsSession(documentId, selfId, editor, liveLine())
    setSession(opened)
    const ends = [listenToText(opened, editor), listenToAddress(opened, editor), () => opened.leave()]
    void opened.start()
    return () => {
      for (const end of ends) end()
      setSession(null)
    }
  }, [documentId, selfId, editor])
  return session
}

/** A click on marked words opens their thread; keys and buttons of the text ask for more. */
function listenToText(session: CommentsSession, editor: Editor): () => void {
  const open = (thread: number) => {
    session.activate(thread)
    openTalk('comments')
  }
  const hear = (view: Editor['view'], event: Event): boolean => {
    const mark = event.target instanceof Element ? event.target.closest('[data-thread]') : null
    if (mark === null || !view.state.selection.empty) return false
    open(Number(mark.getAttribute('data-thread')))
    return false
  }
  editor.view.dispatch(changeMarks(editor.state.tr, () => ({ hear })))
  const onRequest = ({ kind }: { readonly kind: CommentAsk }) => {
    if (kind === 'next' || kind === 'previous') goBeside(session, editor, kind === 'next' ? 1 : -1, open)
    else begin(session, editor, kind)
  }
  editor.on('comment', onRequest)
  return () => {
    editor.off('comment', onRequest)
  }
}

function begin(session: CommentsSession, editor: Editor, kind: 'comment' | 'suggestion'): void {
  readSelection(editor.view)
  const { doc, selection } = editor.state
  const letters = lettersIn(doc, selection.from, selection.to)
  const range = letters === null ? null : trimmed(doc, letters)
  const passage = range === null ? null : passageAt(editor.state, range)
  if (passage !== null) session.draft({ passage, kind })
  openTalk('comments')
}

/** To the thread behind the active one, or behind the caret; around at the end. */
function goBeside(
  session: CommentsSession,
  editor: Editor,
  step: 1 | -1,
  open: (thread: number) => void,
): void {
  const { threads, active } = session.getState()
  const { ranges } = session.keeper
  const order = inTextOrder([...threads.values()], ranges).filter(
    ({ seq, state }) => state === 'open' && ranges.has(seq),
  )
  if (order.length === 0) return
  const at = order.findIndex(({ seq }) => seq === active)
  const { head } = editor.state.selection
  const behind = order.findIndex(({ seq }) => (ranges.get(seq)?.from ?? 0) > head)
  const here = behind === -1 ? order.length : behind
  const next = at === -1 ? (step === 1 ? here : here - 1) : at + step
  const thread = order[(next + order.length) % order.length]
  if (thread === undefined) return
  open(thread.seq)
  showThread(editor, ranges.get(thread.seq))
}

/** The address of a thread opens the panel at it, and shows its words. */
function listenToAddress(session: CommentsSession, editor: Editor): () => void {
  let wanted: number | null = null
  const look = () => {
    const [, number] = HASH.exec(window.location.hash) ?? []
    wanted = number === undefined ? null : Number(number)
    show()
  }
  const show = () => {
    if (wanted === null || session.getState().loading) return
    const thread = wanted
    wanted = null
    if (!session.getState().threads.has(thread)) {
      closeTalk()
      return
    }
    session.activate(thread)
    openTalk('comments')
    showThread(editor, session.keeper.ranges.get(thread))
  }
  const stop = session.subscribe(show)
  look()
  window.addEventListener('hashchange', look)
  return () => {
    stop()
    window.removeEventListener('hashchange', look)
  }
}

export const useCommentsState = (session: CommentsSession): CommentsState =>
  useSyncExternalStore(session.subscribe, session.getState, session.getState)

interface Comments extends TalkProps {
  readonly session: CommentsSession
  readonly state: CommentsState
}

export const CommentsContext = createContext<Comments | null>(null)

/** The comments that a component is a part of. */
export function useComments(): Comments {
  const comments = useContext(CommentsContext)
  if (comments === null) throw new Error('a part of the comments stands outside of them')
  return comments
}
