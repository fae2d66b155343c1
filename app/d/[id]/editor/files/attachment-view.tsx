import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'
import {
  Download,
  FileArchive,
  FileAudio,
  File as FileIcon,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
  type LucideIcon,
  Trash2,
} from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { sizeWords } from '../../../../../lib/file-names.ts'
import { attachmentOf } from '../../../../../lib/file-nodes.ts'
import { isolated } from '../../../../../lib/isolated.ts'
import { downloadFile } from './download-file.ts'

const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/\.(?:zip|gz|tgz|tar|7z|rar|xz)$/i, FileArchive],
  [/\.(?:mp3|wav|ogg|flac|m4a)$/i, FileAudio],
  [/\.(?:mp4|webm|mov|mkv|avi)$/i, FileVideo],
  [/\.(?:png|jpe?g|gif|webp|avif|svg|heic|bmp|tiff?)$/i, FileImage],
  [/\.(?:xlsx?|ods|csv|tsv|numbers)$/i, FileSpreadsheet],
  [/\.(?:pdf|docx?|odt|rtf|txt|md|pages)$/i, FileText],
]

/** An attached file in the text: what it is called, how large it is, and a way to have it. */
export function AttachmentView({ node, editor, deleteNode }: ReactNodeViewProps) {
  const t = useTranslations()
  const locale = useLocale()
  const { file, name, size } = attachmentOf(node.attrs)
  const Icon = ICONS.find(([ending]) => ending.test(name))?.[1] ?? FileIcon
  const known = size === null ? t('files.file') : sizeWords(size, locale)
  const words = file === null ? t('files.elsewhere') : known
  return (
    <NodeViewWrapper className="attachment" data-drag-handle>
      <Icon aria-hidden className="size-5 shrink-0 text-ink-soft" />
      <span className="attachment-text">
        <bdi className="attachment-name">{name}</bdi>
        <span className="attachment-size">{words}</span>
      </span>
      <button
        type="button"
        className="attachment-button is-for-writing"
        aria-label={t('files.remove', { name: isolated(name) })}
        onClick={() => {
          deleteNode()
          editor.commands.focus()
        }}
      >
        <Trash2 aria-hidden className="size-4" />
      </button>
      {file === null ? null : (
        <button
          type="button"
          className="attachment-button"
          aria-label={t('files.download', { name: isolated(name) })}
          onClick={() => downloadFile(editor, file)}
        >
          <Download aria-hidden className="size-4" />
        </button>
      )}
    </NodeViewWrapper>
  )
}
