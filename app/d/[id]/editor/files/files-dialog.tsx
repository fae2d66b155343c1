'use client'

import type { Editor } from '@tiptap/react'
import { useCallback, useEffect, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { Doc } from 'yjs'
import type { DocumentFile } from '../../../../../lib/api-schema.ts'
import { sizeWords } from '../../../../../lib/file-names.ts'
import { filesIn } from '../../../../../lib/file-text.ts'
import { isolated } from '../../../../../lib/isolated.ts'
import { getFiles, removeFile } from '../../../../api.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { Problem } from '../../../../ui/problem.tsx'

interface Listed {
  /** Largest first. */
  readonly files: readonly DocumentFile[]
  readonly used: number
  readonly most: number
  readonly inText: ReadonlySet<string>
}

/** The files that a document keeps, also those that the text no longer shows: where its person makes room. */
export function FilesDialog({ editor, doc }: { editor: Editor; doc: Doc }) {
  const t = useTranslations()
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const [listed, setListed] = useState<Listed | null>(null)
  const [error, setError] = useState<string | null>(null)
  const load = useCallback(async () => {
    const answer = await getFiles(doc.guid)
    if (!answer.ok) return setError(answer.message)
    const { files, used, limits } = answer.data
    const sorted = [...files].sort((a, b) => b.size - a.size)
    setListed({ files: sorted, used, most: limits.documentBytes, inText: new Set<string>(filesIn(doc)) })
  }, [doc])
  useEffect(() => {
    const storage = editor.storage.documentFiles
    storage.showFiles = () => {
      setError(null)
      setOpen(true)
      void load()
    }
    return () => {
      storage.showFiles = () => undefined
    }
  }, [editor, load])
  const remove = async (file: string) => {
    setError(null)
    const answer = await removeFile(doc.guid, file)
    if (!answer.ok) setError(answer.message)
    await load()
  }
  const words =
    listed === null
      ? t('files.list.loading')
      : t('files.list.used', { used: sizeWords(listed.used, locale), most: sizeWords(listed.most, locale) })
  return (
    <Dialog open={open} onOpenChange={setOpen} title={t('files.list.title')} words={words}>
      <Problem words={error} className="mb-3" />
      <ul className="divide-y divide-line">
        {listed?.files.map(({ id, name, size }) => (
          <li key={id} className="flex items-center gap-3 py-2 text-sm">
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">
                <bdi>{name}</bdi>
              </span>
              <span className="block text-[13px] text-ink-soft">{sizeWords(size, locale)}</span>
            </span>
            {listed.inText.has(id) ? (
              <span className="text-[13px] text-ink-soft">{t('files.list.inText')}</span>
            ) : (
              <Button
                look="quiet"
                aria-label={t('files.list.removeForGood', { name: isolated(name) })}
                onClick={() => void remove(id)}
              >
                {t('files.list.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-[13px] text-ink-soft">{t('files.list.words')}</p>
    </Dialog>
  )
}
