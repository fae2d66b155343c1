'use client'

import { Search } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { DocumentSummary } from '../../lib/api-schema.ts'
import { DocumentRow } from './document-row.tsx'
import { NewDocumentButton } from './new-document-button.tsx'

export interface DocumentListProps {
  readonly documents: readonly DocumentSummary[]
  readonly isGuest: boolean
  /** When the page was made, ms since the epoch: server and browser must say the same "2 minutes ago". */
  readonly now: number
}

export function DocumentList({ documents, isGuest, now }: DocumentListProps) {
  const t = useTranslations()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLocaleLowerCase()
  const found = documents
    .filter(({ title }) => (title || t('common.untitled')).toLocaleLowerCase().includes(wanted))
    .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))
  return (
    <>
      <div className="flex items-center justify-between gap-4">
        <h1 className="font-semibold text-2xl tracking-tight">{t('home.title')}</h1>
        <NewDocumentButton />
      </div>
      <label className="mt-6 flex h-10 items-center gap-2.5 rounded-card border border-line bg-panel px-3 focus-within:border-accent focus-within:bg-raised">
        <Search aria-hidden className="size-4 text-ink-faint" />
        <input
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={t('home.search')}
          aria-label={t('home.searchLabel')}
          className="w-full bg-transparent text-base outline-none placeholder:text-ink-faint sm:text-sm"
        />
      </label>
      {found.length === 0 ? (
        <p className="py-16 text-center text-ink-soft">{t('home.nothingFound', { search: search.trim() })}</p>
      ) : (
        <ul className="mt-4 divide-y divide-line">
          {found.map((document) => (
            <DocumentRow key={document.id} document={document} now={now} />
          ))}
        </ul>
      )}
      {isGuest ? (
        <p className="mt-8 rounded-card bg-panel px-4 py-3 text-ink-soft">
          {t.rich('home.guest', {
            link: (words) => (
              <Link href="/sign-up" className="font-medium text-accent underline underline-offset-2">
                {words}
              </Link>
            ),
          })}
        </p>
      ) : null}
    </>
  )
}
