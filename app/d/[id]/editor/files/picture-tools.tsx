import type { Editor } from '@tiptap/react'
import {
  Download,
  type LucideIcon,
  TextAlignCenter,
  TextAlignEnd,
  TextAlignStart,
  Trash2,
} from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Alignment, Picture } from '../../../../../lib/file-nodes.ts'
import type { FileId } from '../../../../../lib/ids.ts'
import { downloadFile } from './download-file.ts'
import { PictureWords } from './picture-words.tsx'

type PlaceName = 'alignLeft' | 'alignCenter' | 'alignRight'

const PLACES: readonly (readonly [Alignment, PlaceName, LucideIcon])[] = [
  ['left', 'alignLeft', TextAlignStart],
  ['center', 'alignCenter', TextAlignCenter],
  ['right', 'alignRight', TextAlignEnd],
]

export interface PictureToolsProps {
  readonly editor: Editor
  readonly file: FileId | null
  readonly picture: Picture
  readonly onChange: (attributes: Partial<Pick<Picture, 'align' | 'alt' | 'caption'>>) => void
  readonly onRemove: () => void
}

/** What can be done with a picture that is selected. */
export function PictureTools({ editor, file, picture, onChange, onRemove }: PictureToolsProps) {
  const t = useTranslations()
  return (
    <div
      role="toolbar"
      aria-label={t('files.picture.label')}
      className="picture-tools"
      onKeyDown={(event) => {
        // what opens from here closes by the same key
        if (event.key === 'Escape' && event.currentTarget.contains(event.target as Node))
          editor.commands.focus()
      }}
    >
      {PLACES.map(([align, place, Icon]) => (
        <button
          key={align}
          type="button"
          aria-label={t(`files.picture.${place}`)}
          title={t(`files.picture.${place}`)}
          aria-pressed={picture.align === align}
          onClick={() => onChange({ align })}
        >
          <Icon aria-hidden className="size-4" />
        </button>
      ))}
      <PictureWords editor={editor} picture={picture} onChange={onChange} />
      {file === null ? null : (
        <button
          type="button"
          aria-label={t('files.picture.download')}
          title={t('files.picture.download')}
          onClick={() => downloadFile(editor, file)}
        >
          <Download aria-hidden className="size-4" />
        </button>
      )}
      <button
        type="button"
        aria-label={t('files.picture.removePicture')}
        title={t('files.picture.remove')}
        onClick={onRemove}
      >
        <Trash2 aria-hidden className="size-4" />
      </button>
    </div>
  )
}
