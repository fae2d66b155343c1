'use client'

import type { Editor } from '@tiptap/react'
import { Check, Copy, ExternalLink, type LucideIcon, Pencil, Unlink } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { isLinkAllowed } from '../../../../lib/safe-targets.ts'
import { copyText } from '../../../ui/copy-text.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { RovingToolbar } from './roving-toolbar.tsx'
import { useFloating } from './use-floating.ts'
import { type LinkShown, type LinkWatch, linkOfElement, useLinkShown } from './use-link-shown.ts'

export interface LinkCardProps {
  readonly editor: Editor
  readonly canEdit: boolean
  readonly hidden: boolean
}

/** The address of the link under the pointer or around the caret, and what can be done with it. */
export function LinkCard({ editor, canEdit, hidden }: LinkCardProps) {
  const watch = useLinkShown(editor, canEdit)
  if (watch.shown === null || hidden) return null
  return <Card key={watch.shown.href} editor={editor} canEdit={canEdit} shown={watch.shown} watch={watch} />
}

interface CardProps {
  readonly editor: Editor
  readonly canEdit: boolean
  readonly shown: LinkShown
  readonly watch: LinkWatch
}

function Card({ editor, canEdit, shown, watch }: CardProps) {
  const t = useTranslations()
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  const floating = useFloating({
    editor,
    placement: 'bottom-start',
    gap: 6,
    anchor: () => {
      const rects = shown.element.isConnected ? [...shown.element.getClientRects()] : []
      return rects.at(-1) ?? null
    },
  })
  /** Puts the selection onto the link, wherever it is by now. */
  const select = (): boolean => {
    const link = linkOfElement(editor, shown.element)
    return link !== null && editor.commands.setTextSelection(link)
  }
  const edit = () => {
    if (select()) editor.emit('openPanel', { panel: 'link' })
    watch.hide()
  }
  const remove = () => {
    if (select()) editor.chain().focus().unsetLink().run()
    watch.hide()
  }
  const copy = async () => setCopied((await copyText(shown.href)) ? 'yes' : 'refused')
  const copyWords = {
    no: t('editor.link.copy'),
    yes: t('editor.link.copied'),
    refused: t('editor.link.refusedToCopy'),
  }[copied]
  return (
    <RovingToolbar
      ref={floating}
      data-floating
      aria-label={t('editor.link.card')}
      className="selection-toolbar max-w-[min(26rem,calc(100vw-16px))]"
      onLeave={() => {
        watch.hide()
        if (canEdit) editor.commands.focus()
      }}
      onPointerEnter={() => watch.onCard(true)}
      onPointerLeave={() => watch.onCard(false)}
    >
      {isLinkAllowed(shown.href) ? (
        <a
          href={shown.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="flex min-w-0 items-center gap-1.5 rounded-md px-2 py-1.5 text-accent hover:bg-hover"
        >
          <ExternalLink aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">{shown.href}</span>
          <span className="sr-only">{t('editor.link.opensInTab')}</span>
        </a>
      ) : (
        <span className="min-w-0 truncate px-2 py-1.5 text-ink-soft">{shown.href}</span>
      )}
      <span aria-hidden className="mx-0.5 h-5 w-px shrink-0 bg-line" />
      <CardButton words={copyWords} icon={copied === 'yes' ? Check : Copy} onPress={copy} />
      {canEdit ? (
        <>
          <CardButton words={t('editor.link.edit')} icon={Pencil} onPress={edit} />
          <CardButton words={t('editor.link.remove')} icon={Unlink} onPress={remove} />
        </>
      ) : null}
      <span role="status" className="sr-only">
        {copied === 'yes' ? t('editor.link.copied') : ''}
      </span>
    </RovingToolbar>
  )
}

interface CardButtonProps {
  readonly words: string
  readonly icon: LucideIcon
  readonly onPress: () => void
}

const CardButton = ({ words, icon: Icon, onPress }: CardButtonProps) => (
  <Tooltip words={words}>
    <button
      type="button"
      aria-label={words}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
      className="toolbar-button"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  </Tooltip>
)
