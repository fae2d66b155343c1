import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'
import { attachmentOf, fileAddress, pictureOf } from '../../../../../lib/file-nodes.ts'
import { Late } from '../../../../ui/late.tsx'
import { part } from '../../../../ui/part.ts'
import { frameStyle } from './picture-frame.ts'

const pictureView = part(() => import('./picture-view.tsx').then((module) => module.PictureView))
const attachmentView = part(() => import('./attachment-view.tsx').then((module) => module.AttachmentView))

/** A picture. What can be done with it comes after it. */
export function LatePicture(props: ReactNodeViewProps) {
  return <Late part={pictureView} wanted props={props} until={<BarePicture {...props} />} />
}

/** As large, and where, as the picture stands afterwards. */
function BarePicture({ node, editor }: ReactNodeViewProps) {
  const { file, alt, caption, align, width, pixels } = pictureOf(node.attrs)
  return (
    <NodeViewWrapper as="figure" className="picture" data-align={align}>
      {file === null ? null : (
        <div className="picture-frame" style={frameStyle(width, pixels)}>
          {/* biome-ignore lint/performance/noImgElement: Next.js may not fetch it: it is for whoever has this page open. */}
          <img
            src={fileAddress(editor.storage.documentFiles.documentId, file)}
            alt={alt}
            {...(pixels === null ? {} : { width: pixels.width, height: pixels.height })}
            decoding="async"
            draggable={false}
          />
        </div>
      )}
      {caption === '' ? null : <figcaption dir="auto">{caption}</figcaption>}
    </NodeViewWrapper>
  )
}

/** An attached file; until its buttons are here its name. */
export function LateAttachment(props: ReactNodeViewProps) {
  const until = (
    <NodeViewWrapper className="attachment">
      <span className="attachment-text">
        <bdi className="attachment-name">{attachmentOf(props.node.attrs).name}</bdi>
      </span>
    </NodeViewWrapper>
  )
  return <Late part={attachmentView} wanted props={props} until={until} />
}
