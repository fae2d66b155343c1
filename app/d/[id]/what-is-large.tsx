'use client'

import type { Editor } from '@tiptap/react'
import { useCallback, useEffect, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { DocumentConnection } from '../../../lib/document-connection.ts'
import { type LargePart, type LargeParts, largeParts } from '../../../lib/large-parts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { rangeOf } from './editor/part-range.ts'
import { scrollToPosition } from './editor/scroll-to.ts'
import { octetWords, partWords } from './size-words.ts'

export interface WhatIsLargeProps {
  readonly connection: DocumentConnection
  readonly editor: Editor
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** The largest blocks and sections, each with a way to it and out with it. */
export function WhatIsLarge({ connection, editor, open, onOpenChange }: WhatIsLargeProps) {
  const t = useTranslations()
  const language = useLocale()
  const [parts, setParts] = useState<LargeParts | null>(null)
  const read = useCallback(() => setParts(largeParts(connection.doc)), [connection])
  useEffect(() => {
    if (open) read()
    else setParts(null)
  }, [open, read])

  const goTo = (part: LargePart) => {
    const range = rangeOf(editor.view, connection.doc, part.elements)
    onOpenChange(false)
    if (range !== null) scrollToPosition(editor.view, range.from + 1)
  }
  const remove = (part: LargePart) => {
    const range = rangeOf(editor.view, connection.doc, part.elements)
    if (range !== null) editor.view.dispatch(editor.state.tr.deleteRange(range.from, range.to))
    read()
    if (connection.getSnapshot().full) connection.tryAgain()
  }
  const list = (title: string, found: readonly LargePart[]) =>
    found.length === 0 ? null : (
      <section aria-label={title} className="mt-4 first:mt-0">
        <h3 className="font-medium text-[13px] text-ink-soft">{title}</h3>
        <ul className="mt-1 divide-y divide-line">
          {found.map((part) => (
            <PartRow
              key={partKey(part)}
              part={part}
              mayDelete={editor.isEditable}
              onGo={goTo}
              onDelete={remove}
            />
          ))}
        </ul>
      </section>
    )
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('size.whatIsLarge')}
      {...(parts === null ? {} : { words: t('size.total', { size: octetWords(t, parts.total, language) }) })}
      className="sm:w-[32rem]"
    >
      {parts === null ? null : (
        <>
          {list(t('size.sections'), parts.sections)}
          {list(t('size.blocks'), parts.blocks)}
          <p className="mt-4 text-[13px] text-ink-soft">
            {t('size.rest', { size: octetWords(t, parts.rest, language) })}
          </p>
        </>
      )}
    </Dialog>
  )
}

const partKey = ({ elements }: LargePart): string => {
  const id = elements[0]?._item?.id
  return `${id?.client} ${id?.clock} ${elements.length}`
}

interface PartRowProps {
  readonly part: LargePart
  readonly mayDelete: boolean
  readonly onGo: (part: LargePart) => void
  readonly onDelete: (part: LargePart) => void
}

function PartRow({ part, mayDelete, onGo, onDelete }: PartRowProps) {
  const t = useTranslations()
  const language = useLocale()
  const [asking, setAsking] = useState(false)
  const words = partWords(t, part)
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 py-2">
      <span className="min-w-32 flex-1 truncate max-sm:basis-full">{words}</span>
      <span className="text-[13px] text-ink-soft tabular-nums max-sm:flex-1">
        {octetWords(t, part.octets, language)}
      </span>
      {asking ? (
        <>
          <Button look="danger" onClick={() => onDelete(part)}>
            {t('size.deleteIt')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('size.keep')}</Button>
        </>
      ) : (
        <>
          <Button look="quiet" aria-label={t('size.goToPart', { part: words })} onClick={() => onGo(part)}>
            {t('size.goTo')}
          </Button>
          {mayDelete ? (
            <Button
              look="quiet"
              aria-label={t('size.deletePart', { part: words })}
              onClick={() => setAsking(true)}
            >
              {t('size.delete')}
            </Button>
          ) : null}
        </>
      )}
    </li>
  )
}
