'use client'

import { FilePlus2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { DocumentConnection } from '../../../lib/document-connection.ts'
import { filesIn } from '../../../lib/file-text.ts'
import { saveAsOwn } from '../../../lib/own-copy.ts'
import type { Person } from '../../../lib/presence.ts'
import { copyFiles, createDocument } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { connectionTo } from './use-connection.ts'

const NOT_ALL =
  'The copy could not be saved as a whole. Your text is still on this page: try again, or copy or download it.'

const TEXT_ALONE =
  'So its pictures and files cannot come along. Your text is still on this page: press again to save the text alone.'
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
        return 'Sign in first: the copy will be yours. Your text stays on this page.'
      }
      if (!created.ok) return created.message
      made.current = created.data.id
    }
    const refused = await copyFilesInto(made.current)
    if (refused !== null) return refused
    const { id, name, color } = visitor
    const saved = await saveAsOwn(connection.doc, connectionTo(made.current, { id, name, color }, 'owner'))
    if (!saved) return NOT_ALL
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
    return isFinal ? `${copied.message} ${TEXT_ALONE}` : copied.message
  }
  return (
    <>
      <Button look="primary" disabled={busy} onClick={save}>
        <FilePlus2 aria-hidden className="size-4" />
        <span aria-live="polite">{busy ? 'Saving your copy…' : 'Save as my own document'}</span>
      </Button>
      <Problem words={error} className="order-last w-full" />
    </>
  )
}
