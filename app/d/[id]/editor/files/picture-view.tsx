import { type Editor, NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'
import { ExternalLink, ImageOff } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { fileAddress, type Picture, pictureOf } from '../../../../../lib/file-nodes.ts'
import type { FileId } from '../../../../../lib/ids.ts'
import { frameStyle } from './picture-frame.ts'
import { PictureHandle } from './picture-handle.tsx'
import { PictureTools } from './picture-tools.tsx'

/** A picture in the text: the picture, what is to be done with it when it is selected, and what stands below it. */
export function PictureView({ node, editor, selected, updateAttributes, deleteNode }: ReactNodeViewProps) {
  const t = useTranslations()
  const picture = pictureOf(node.attrs)
  const frame = useRef<HTMLDivElement>(null)
  /** Percent, while a handle is held. */
  const [drag, setDrag] = useState<number | null>(null)
  const { file, caption, align, pixels } = picture
  const width = drag ?? picture.width
  const remove = () => {
    deleteNode()
    editor.commands.focus()
  }
  return (
    <NodeViewWrapper as="figure" className="picture" data-align={align}>
      <div
        ref={frame}
        className="picture-frame"
        data-drag-handle
        data-small={file === null || isSmall(picture)}
        style={frameStyle(file === null ? null : width, pixels)}
      >
        {file === null ? (
          <NotHere picture={picture} words={t('files.picture.elsewhere')} />
        ) : (
          <>
            <ShownPicture editor={editor} file={file} picture={picture} />
            {(['left', 'right'] as const).map((side) => (
              <PictureHandle
                key={side}
                side={side}
                frame={frame}
                width={width}
                isCentred={align === 'center'}
                onDrag={setDrag}
                onWidth={(percent) => {
                  setDrag(null)
                  updateAttributes({ width: percent })
                }}
                onLeave={() => editor.commands.focus()}
              />
            ))}
          </>
        )}
        {selected ? (
          <PictureTools
            editor={editor}
            file={file}
            picture={picture}
            onChange={updateAttributes}
            onRemove={remove}
          />
        ) : null}
        {drag === null ? null : (
          <span className="picture-percent">{t('files.picture.percent', { percent: String(drag) })}</span>
        )}
      </div>
      {caption === '' ? null : <figcaption dir="auto">{caption}</figcaption>}
    </NodeViewWrapper>
  )
}

/** What is to be done with it would cover it. */
const isSmall = ({ width, pixels }: Picture): boolean =>
  (width !== null && width < 50) || pixels === null || pixels.width < 340 || pixels.height < 120

interface ShownPictureProps {
  readonly editor: Editor
  readonly file: FileId
  readonly picture: Picture
}

function ShownPicture({ editor, file, picture }: ShownPictureProps) {
  const t = useTranslations()
  const { arrivals, documentId } = editor.storage.documentFiles
  const arrived = useSyncExternalStore(arrivals.subscribe, arrivals.count, arrivals.count)
  const [failed, setFailed] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever arrives, or another file, is a reason to try again.
  useEffect(() => setFailed(false), [arrived, file])
  if (failed) {
    return <NotHere picture={picture} words={t('files.picture.failed')} onAgain={() => setFailed(false)} />
  }
  const { alt, pixels } = picture
  return (
    // biome-ignore lint/performance/noImgElement: Next.js may not fetch it: it is for whoever has this page open.
    <img
      src={fileAddress(documentId, file)}
      alt={alt}
      {...(pixels === null ? {} : { width: pixels.width, height: pixels.height })}
      decoding="async"
      draggable={false}
      onError={() => setFailed(true)}
    />
  )
}

interface NotHereProps {
  readonly picture: Picture
  readonly words: string
  readonly onAgain?: () => void
}

/** In place of a picture that is not shown. One of another site is linked to: loading it would tell them who reads. */
function NotHere({ picture: { src, alt }, words, onAgain }: NotHereProps) {
  const t = useTranslations()
  return (
    <div className="picture-card">
      <ImageOff aria-hidden className="size-5 shrink-0 text-ink-faint" />
      <span className="min-w-0 flex-1">
        {alt === '' ? null : <span className="picture-card-alt">{alt}</span>}
        <span className="picture-card-words">
          {src === null ? words : t('files.picture.foreign', { host: new URL(src).host })}
        </span>
      </span>
      {src === null ? null : (
        <button
          type="button"
          className="upload-button"
          onClick={() => window.open(src, '_blank', 'noopener,noreferrer')}
        >
          <ExternalLink aria-hidden className="size-4" />
          {t('files.picture.open')}
        </button>
      )}
      {onAgain === undefined ? null : (
        <button type="button" className="upload-button" onClick={onAgain}>
          {t('common.tryAgain')}
        </button>
      )}
    </div>
  )
}
