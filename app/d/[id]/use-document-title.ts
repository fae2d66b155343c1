'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { DocumentConnection } from '../../../lib/document-connection.ts'
import { documentTitle } from '../../../lib/document-title.ts'

/** The title as the first heading says it now; `initial` until the document is here. */
export function useDocumentTitle(
  connection: DocumentConnection | null,
  ready: boolean,
  initial: string,
): string {
  const t = useTranslations()
  const [title, setTitle] = useState(initial)
  useEffect(() => {
    if (connection === null || !ready) return
    const read = () => setTitle(documentTitle(connection.doc) ?? '')
    read()
    connection.doc.on('update', read)
    return () => connection.doc.off('update', read)
  }, [connection, ready])
  useEffect(() => {
    if (ready) document.title = `${title || t('common.untitled')} · ${t('common.name')}`
  }, [title, ready, t])
  return title
}
