'use client'

import type { Editor } from '@tiptap/react'
import { useCallback, useEffect, useState } from 'react'
import type { Doc } from 'yjs'
import { pageWords } from '../../../i18n/page-words.ts'
import { NoticeBar } from '../notice-bar.tsx'
import { usePassageLink } from '../talk/use-passage-link.ts'
import { BlockHandle } from './block-handle.tsx'
import { NodeField } from './blocks/node-field.tsx'
import { FilesDialog } from './files/files-dialog.tsx'
import { FindBar } from './find-bar.tsx'
import { InsertList } from './insert-list.tsx'
import { LinkCard } from './link-card.tsx'
import { LinkForm } from './link-form.tsx'
import { MentionList } from './mentions/mention-list.tsx'
import { onPanelRequest } from './panel-requests.ts'
import { SelectionToolbar } from './selection-toolbar.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import type { Panel } from './shortcuts.ts'
import { TableControls } from './table-controls.tsx'
import { useBlockLink } from './use-block-link.ts'

const NEWS_MS = 6_000

export interface EditorWaysProps {
  readonly editor: Editor
  readonly doc: Doc
  readonly canEdit: boolean
  /** Called when everything here listens. */
  readonly onHere: () => void
}

/** The ways to everything that can be done with the text, besides the toolbar above it. */
export function EditorWays({ editor, doc, canEdit, onHere }: EditorWaysProps) {
  const [asked, setAsked] = useState<Readonly<Record<Panel, number>>>(NOT_ASKED)
  const [news, setNews] = useState<string | null>(null)
  const close = useCallback((panel: Panel) => setAsked((now) => ({ ...now, [panel]: 0 })), [])
  const closeLink = useCallback(() => close('link'), [close])
  useBlockLink(
    editor,
    doc,
    useCallback(() => setNews(pageWords()('editor.block.linkGone')), []),
  )
  usePassageLink(
    editor,
    useCallback(() => setNews(pageWords()('chat.passage.notFound')), []),
  )
  useEffect(() => {
    const open = ({ panel }: { readonly panel: Panel }) =>
      setAsked((now) => ({ ...now, [panel]: now[panel] + 1 }))
    const tell = ({ words }: { readonly words: string }) => setNews(words)
    editor.on('openPanel', open)
    editor.on('news', tell)
    const stop = onPanelRequest((panel) => open({ panel }))
    return () => {
      editor.off('openPanel', open)
      editor.off('news', tell)
      stop()
    }
  }, [editor])
  useEffect(onHere, [onHere])
  useEffect(() => {
    if (news === null) return
    const away = setTimeout(() => setNews(null), NEWS_MS)
    return () => clearTimeout(away)
  }, [news])
  const isLinking = canEdit && asked.link > 0
  return (
    <>
      {canEdit ? (
        <>
          <InsertList editor={editor} />
          <MentionList editor={editor} />
          <SelectionToolbar editor={editor} hidden={isLinking} />
          <TableControls editor={editor} />
          <FilesDialog editor={editor} doc={doc} />
          <BlockHandle editor={editor} asked={asked['block-menu']} onNews={setNews} />
        </>
      ) : null}
      <NodeField editor={editor} />
      <LinkCard editor={editor} canEdit={canEdit} hidden={isLinking} />
      {isLinking ? <LinkForm key={asked.link} editor={editor} onClose={closeLink} /> : null}
      {asked.find > 0 ? (
        <FindBar editor={editor} canEdit={canEdit} asked={asked.find} onClose={() => close('find')} />
      ) : null}
      {asked.shortcuts > 0 ? <ShortcutSheet canEdit={canEdit} onClose={() => close('shortcuts')} /> : null}
      {news === null ? null : (
        <div className="document-notices">
          <NoticeBar tone="info" onDismiss={() => setNews(null)}>
            {news}
          </NoticeBar>
        </div>
      )}
    </>
  )
}

const NOT_ASKED: Readonly<Record<Panel, number>> = { link: 0, find: 0, shortcuts: 0, 'block-menu': 0 }
