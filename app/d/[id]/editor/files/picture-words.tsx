import type { Editor } from '@tiptap/react'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { MAX_ALT, MAX_CAPTION, type Picture } from '../../../../../lib/file-nodes.ts'
import { Button } from '../../../../ui/button.tsx'
import { classNames } from '../../../../ui/class-names.ts'
import { INPUT } from '../../../../ui/field.tsx'
import { Popover } from '../../../../ui/popover.tsx'

export interface PictureWordsProps {
  readonly editor: Editor
  readonly picture: Picture
  readonly onChange: (words: Pick<Picture, 'alt' | 'caption'>) => void
}

/** What a picture says to those who cannot see it, and what stands below it. However it closes, the words are kept. */
export function PictureWords({ editor, picture, onChange }: PictureWordsProps) {
  const t = useTranslations()
  const [open, setOpen] = useState(false)
  const [alt, setAlt] = useState('')
  const [caption, setCaption] = useState('')
  const show = (next: boolean) => {
    setOpen(next)
    if (next) {
      setAlt(picture.alt)
      setCaption(picture.caption)
      return
    }
    const words = { alt: alt.trim(), caption: caption.trim() }
    if (words.alt !== picture.alt || words.caption !== picture.caption) onChange(words)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    show(false)
  }
  return (
    <Popover
      label={t('files.picture.words')}
      align="center"
      className="w-80 p-4"
      open={open}
      onOpenChange={show}
      onClosed={() => editor.commands.focus()}
      trigger={
        <button type="button" className={classNames('picture-words', picture.alt === '' && 'is-missing')}>
          {picture.alt === '' ? t('files.picture.addAlt') : t('files.picture.altAndCaption')}
        </button>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <label>
          <span className="font-medium">{t('files.picture.alt')}</span>
          <textarea
            value={alt}
            onChange={(event) => setAlt(event.target.value)}
            maxLength={MAX_ALT}
            rows={3}
            placeholder={t('files.picture.altHint')}
            className={`${INPUT} mt-1 resize-none py-2 sm:text-[13px]`}
          />
        </label>
        <label>
          <span className="font-medium">{t('files.picture.caption')}</span>
          <input
            value={caption}
            onChange={(event) => setCaption(event.target.value)}
            maxLength={MAX_CAPTION}
            placeholder={t('files.picture.captionHint')}
            className={`${INPUT} mt-1 h-9 sm:text-[13px]`}
          />
        </label>
        <Button look="primary" type="submit" className="self-start">
          {t('editor.done')}
        </Button>
      </form>
    </Popover>
  )
}
