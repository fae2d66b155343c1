'use client'

import { Hand } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Visitor } from '../../../lib/api-schema.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { AccessForm } from './access-form.tsx'

/** Asks for access from a page that was open when it went, and keeps that page. */
export function AskForAccess({ documentId, visitor }: { documentId: string; visitor: Visitor }) {
  const t = useTranslations()
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  if (asked) {
    return (
      <p role="status" className="flex h-8 items-center gap-2 text-[13px] text-ink-soft">
        {t('entry.ask.asked')}
        <Button onClick={() => window.location.reload()}>{t('entry.ask.openAgain')}</Button>
      </p>
    )
  }
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('entry.ask.title')}
      words={t('entry.ask.words')}
      trigger={
        <Button>
          <Hand aria-hidden className="size-4" />
          {t('entry.ask.title')}
        </Button>
      }
    >
      <AccessForm
        documentId={documentId}
        guestName={visitor.isGuest ? visitor.name : null}
        onAsked={() => {
          setOpen(false)
          setAsked(true)
        }}
      />
    </Dialog>
  )
}
