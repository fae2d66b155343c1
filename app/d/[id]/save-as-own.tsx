'use client'

import { FilePlus2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { DocumentConnection } from '../../../lib/document-connection.ts'
import { saveAsOwn } from '../../../lib/own-copy.ts'
import type { Person } from '../../../lib/presence.ts'
import { createDocument } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { connectionTo } from './use-connection.ts'

const NOT_ALL =
  'The copy could not be saved as a whole. Your text is still on this page: try again, or copy or download it.'

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
    const { id, name, color } = visitor
    const saved = await saveAsOwn(connection.doc, connectionTo(made.current, { id, name, color }, 'owner'))
    if (!saved) return NOT_ALL
    router.push(`/d/${made.current}`)
    return null
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
