import type { Editor } from '@tiptap/react'
import {
  Download,
  type LucideIcon,
  TextAlignCenter,
  TextAlignEnd,
  TextAlignStart,
  Trash2,
} from 'lucide-react'
import type { Alignment, Picture } from '../../../../../lib/file-nodes.ts'
import type { FileId } from '../../../../../lib/ids.ts'
import { downloadFile } from './download-file.ts'
import { PictureWords } from './picture-words.tsx'

const PLACES: readonly (readonly [Alignment, string, LucideIcon])[] = [
  ['left', 'Align left', TextAlignStart],
  ['center', 'Centre', TextAlignCenter],
  ['right', 'Align right', TextAlignEnd],
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
  return (
    <div
      role="toolbar"
      aria-label="Picture"
      className="picture-tools"
      onKeyDown={(event) => {
        // what opens from here closes by the same key
        if (event.key === 'Escape' && event.currentTarget.contains(event.target as Node))
          editor.commands.focus()
      }}
    >
      {PLACES.map(([align, label, Icon]) => (
        <button
          key={align}
          type="button"
          aria-label={label}
          title={label}
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
          aria-label="Download"
          title="Download"
          onClick={() => downloadFile(editor, file)}
        >
          <Download aria-hidden className="size-4" />
        </button>
      )}
      <button type="button" aria-label="Remove the picture" title="Remove" onClick={onRemove}>
        <Trash2 aria-hidden className="size-4" />
      </button>
    </div>
  )
}
