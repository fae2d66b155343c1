'use client'

import { FilePlus2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { DocumentConnection } from '../../../lib/document-connection.ts'
import { filesIn } from '../../../lib/file-text.ts'
import { saveAsOwn } from '../../../lib/own-copy.ts'
import type { Person } from '../../../lib/presence.ts'
import { copyFiles, createDocument } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { sentences } from './status-words.ts'
import { connectionTo } from './use-connection.ts'

/** Refusals that trying again does not change. */
const FINAL: ReadonlySet<number> = new Set([403, 404, 413])

export interface SaveAsOwnProps {
  readonly connection: DocumentConnection
  readonly title: string
  readonly visitor: Person
  readonly onSignIn: () => void
}

/** Makes a document of one's own of the text on this page, and goes there once all of it is on the server's disk. */
export function SaveAsOwn({ connection, title, visitor, onSignIn }: SaveAsOwnProps) {
  const t = useTranslations()
  const router = useRouter()
  const made = useRef<string | null>(null)
  /** Its person has read that pictures and files cannot come along. */
  const withoutFiles = useRef(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const save = async () => {
    setBusy(true)
    setError(null)
    const refused = await copyInto()
    if (refused === null) return
    setBusy(false)
    setError(refused)
  }
  const copyInto = async (): Promise<string | null> => {
    if (made.current === null) {
      const created = await createDocument(title)
      if (!created.ok && created.status === 401) {
        onSignIn()
        return t('stopped.saveAsOwn.signInFirst')
      }
      if (!created.ok) return created.message
      made.current = created.data.id
    }
    const refused = await copyFilesInto(made.current)
    if (refused !== null) return refused
    const { id, name, color } = visitor
    const saved = await saveAsOwn(connection.doc, connectionTo(made.current, { id, name, color }, 'owner'))
    if (!saved) return t('stopped.saveAsOwn.notAll')
    router.push(`/d/${made.current}`)
    return null
  }
  const copyFilesInto = async (id: string): Promise<string | null> => {
    const files = filesIn(connection.doc)
    if (files.length === 0 || withoutFiles.current) return null
    const copied = await copyFiles(id, connection.doc.guid, files)
    if (copied.ok) return null
    const isFinal = FINAL.has(copied.status)
    withoutFiles.current = isFinal
    return isFinal ? sentences(copied.message, t('stopped.saveAsOwn.textAlone')) : copied.message
  }
  return (
    <>
      <Button look="primary" disabled={busy} onClick={save}>
        <FilePlus2 aria-hidden className="size-4" />
        <span aria-live="polite">{busy ? t('stopped.saveAsOwn.busy') : t('stopped.saveAsOwn.action')}</span>
      </Button>
      <Problem words={error} className="order-last w-full" />
    </>
  )
}
