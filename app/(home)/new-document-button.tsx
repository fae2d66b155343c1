'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button, type ButtonProps } from '../ui/button.tsx'
import { useNewDocument } from '../use-new-document.ts'

export function NewDocumentButton({ size = 'small' }: Pick<ButtonProps, 'size'>) {
  const t = useTranslations()
  const { create, busy, error } = useNewDocument()
  return (
    <div className="flex flex-col gap-2">
      <Button look="primary" size={size} disabled={busy} onClick={create} className="self-start">
        <Plus aria-hidden className="size-4" />
        {busy ? t('common.opening') : t('home.newDocument')}
      </Button>
      {error === null ? null : (
        <p role="alert" className="text-danger text-sm">
          {error}
        </p>
      )}
    </div>
  )
}
