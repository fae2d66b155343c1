'use client'

import './editor.css'
import './direction.css'
import './files/files.css'
import './table.css'
import './ways.css'
import './blocks/blocks.css'
import './mentions/mentions.css'
import './binding/unknown-kinds.css'
import { type Editor, EditorContent, useEditor } from '@tiptap/react'
import { type MouseEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { DocumentConnection } from '../../../../lib/document-connection.ts'
import { documentTitle } from '../../../../lib/document-title.ts'
import { isLinkAllowed } from '../../../../lib/safe-targets.ts'
import { Late } from '../../../ui/late.tsx'
import { part } from '../../../ui/part.ts'
import type { TellProblem } from '../remedy.ts'
import { FootnoteList } from './blocks/footnote-list.tsx'
import { editorExtensions } from './extensions.ts'
import { holdRequests } from './held-requests.ts'
import { readSelection } from './read-selection.ts'
import { usePageShortcuts } from './use-page-shortcuts.ts'

const toolbar = part(() => import('./toolbar.tsx').then((module) => module.Toolbar))
const outline = part(() => import('./outline.tsx').then((module) => module.Outline))
const editorWays = part(() => import('./editor-ways.tsx').then((module) => module.EditorWays))

export interface DocumentEditorProps {
  readonly connection: DocumentConnection
  readonly canEdit: boolean
  readonly onProblem: TellProblem
  /** The editor as soon as it is there, and null when it goes. */
  readonly onEditor: (editor: Editor | null) => void
  /** Something was not added because the document is full. */
  readonly onFull: () => void
}

/** The text. Mounted only when the document is complete, so that it never shows an emptiness that is not there. */
export function DocumentEditor(props: DocumentEditorProps) {
  const t = useTranslations()
  const { connection, canEdit, onProblem, onEditor, onFull } = props
  const editor = useEditor(
    {
      extensions: editorExtensions(connection, onProblem, onFull),
      editable: canEdit,
      immediatelyRender: false,
      shouldRerenderOnTransaction: false,
      editorProps: {
        attributes: { 'aria-label': t('editor.text'), spellcheck: 'true', class: 'document-text' },
      },
      onCreate: ({ editor: created }) => {
        if (canEdit && documentTitle(connection.doc) === '') created.commands.focus('start')
      },
    },
    [connection],
  )

  useEffect(() => {
    if (editor === null || editor.isEditable === canEdit) return
    const { view } = editor
    readSelection(view)
    editor.setEditable(canEdit, false)
    // who wrote when it was locked, or clicked into it since, writes on
    const { activeElement } = document
    const isElsewhere = activeElement !== null && activeElement !== document.body
    if (canEdit && !isElsewhere && view.dom.contains(document.getSelection()?.anchorNode ?? null))
      view.focus()
  }, [editor, canEdit])

  // What comes beside the text is fetched once the text is there to be written in.
  const [shown, setShown] = useState<Editor | null>(null)
  const stopHolding = useRef<(ask: boolean) => void>(() => undefined)
  useEffect(() => {
    if (editor === null) return
    const stop = holdRequests(editor)
    stopHolding.current = stop
    const afterwards = setTimeout(() => setShown(editor))
    return () => {
      clearTimeout(afterwards)
      stop(false)
      setShown(null)
    }
  }, [editor])
  const waysAreHere = useCallback(() => stopHolding.current(true), [])
  usePageShortcuts(editor)

  useEffect(() => {
    onEditor(editor)
    return () => onEditor(null)
  }, [editor, onEditor])

  const openLink = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    // a mention opens by itself
    if (link === null || link.classList.contains('mention')) return
    event.preventDefault()
    const href = link.getAttribute('href') ?? ''
    const wants = !canEdit || event.metaKey || event.ctrlKey
    if (wants && isLinkAllowed(href)) window.open(href, '_blank', 'noopener,noreferrer')
  }

  return (
    <>
      {shown !== null && canEdit ? (
        <Late part={toolbar} wanted props={{ editor: shown }} until={<ToolbarSpace />} />
      ) : (
        <ToolbarSpace />
      )}
      {shown === null ? null : <Late part={outline} wanted props={{ editor: shown }} />}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click below the last line goes to its end; keys get there by themselves. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: same. */}
      <div
        className="document-column flex flex-1 cursor-text flex-col pt-8 pb-40 sm:pt-14"
        onClickCapture={openLink}
        onClick={(event) => {
          if (event.target === event.currentTarget && canEdit) editor?.commands.focus('end')
        }}
      >
        <EditorContent editor={editor} />
        {editor === null ? null : <FootnoteList editor={editor} />}
      </div>
      {shown === null ? null : (
        <Late
          part={editorWays}
          wanted
          props={{ editor: shown, doc: connection.doc, canEdit, onHere: waysAreHere }}
        />
      )}
    </>
  )
}

/** Where the toolbar would be: the text stays in its place when the right to write comes or goes. */
const ToolbarSpace = () => <div className="hidden h-11 shrink-0 sm:block" />
