'use client'

import { Ellipsis, ExternalLink, FileText, Trash2 } from 'lucide-react'
import Link, { useLinkStatus } from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { DocumentSummary } from '../../lib/api-schema.ts'
import { isolated } from '../../lib/isolated.ts'
import { can } from '../../lib/roles.ts'
import { deleteDocument } from '../api.ts'
import { relativeTime } from '../relative-time.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx'

export function DocumentRow({ document, now }: { document: DocumentSummary; now: number }) {
  const t = useTranslations()
  const locale = useLocale()
  const [asking, setAsking] = useState(false)
  const title = document.title || t('common.untitled')
  const href = `/d/${document.id}`
  return (
    <li className="group relative -mx-3 flex items-center gap-3 rounded-card px-3 py-3 hover:bg-hover">
      <FileText aria-hidden className="size-[18px] shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <Link href={href} className="flex items-center gap-2 rounded after:absolute after:inset-0">
          <span dir="auto" className={document.title ? 'truncate font-medium' : 'truncate text-ink-soft'}>
            {title}
          </span>
          <Opening />
        </Link>
        <p className="mt-0.5 text-[13px] text-ink-faint">
          <time dateTime={document.updatedAt}>
            {t('home.changed', { ago: relativeTime(document.updatedAt, now, locale) ?? t('common.justNow') })}
          </time>
          <span aria-hidden>{' · '}</span>
          {t(`home.roles.${document.role}`)}
        </p>
      </div>
      <div className="relative">
        <Menu
          trigger={
            <Button look="quiet" size="icon" aria-label={t('home.more', { title: isolated(title) })}>
              <Ellipsis aria-hidden className="size-4" />
            </Button>
          }
        >
          <MenuItem asChild>
            <a href={href} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden />
              {t('home.openInTab')}
            </a>
          </MenuItem>
          {can(document.role, 'delete') ? (
            <>
              <MenuLine />
              <MenuItem danger onSelect={() => setAsking(true)}>
                <Trash2 aria-hidden />
                {t('home.delete')}
              </MenuItem>
            </>
          ) : null}
        </Menu>
      </div>
      <DeleteDocument id={document.id} title={title} open={asking} onClose={() => setAsking(false)} />
    </li>
  )
}

/** Shows that the way to the document is being made; appears only when that takes a moment. */
function Opening() {
  const t = useTranslations()
  const { pending } = useLinkStatus()
  return pending ? (
    <span className="animate-breathe text-[13px] text-ink-faint">{t('common.opening')}</span>
  ) : null
}

function DeleteDocument({
  id,
  title,
  open,
  onClose,
}: {
  id: string
  title: string
  open: boolean
  onClose: () => void
}) {
  const t = useTranslations()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const remove = async () => {
    setBusy(true)
    const result = await deleteDocument(id)
    setBusy(false)
    if (result.ok) {
      onClose()
      router.refresh()
    } else setError(result.message)
  }
  return (
    <Confirm
      open={open}
      title={t('home.deleteTitle', { title: isolated(title) })}
      words={t('home.deleteWords')}
      action={t('home.deleteAction')}
      busy={busy}
      error={error}
      onConfirm={remove}
      onClose={onClose}
    />
  )
}
