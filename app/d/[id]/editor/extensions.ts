import { Link } from '@tiptap/extension-link'
import type { Extensions } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import type { DocumentConnection } from '../../../../lib/document-connection.ts'
import { isLinkAllowed } from '../../../../lib/safe-targets.ts'
import { pageWords } from '../../../i18n/page-words.ts'
import type { TellProblem } from '../remedy.ts'
import { BLOCK_EXTENSIONS } from './blocks/block-list.ts'
import { CapGuard } from './cap-guard.ts'
import { Carets } from './carets.ts'
import { Collaboration } from './collaboration.ts'
import { Direction } from './direction.ts'
import { AttachmentNode } from './files/attachment-node.ts'
import { DocumentFiles } from './files/document-files.ts'
import { PictureNode } from './files/picture-node.ts'
import { MentionNode } from './mentions/mention-node.ts'
import { NestingGuard } from './nesting-guard.ts'
import { PassageMarking } from './passages/passage-marks.ts'
import { PasteGuard } from './paste-guard.ts'
import { Placeholders } from './placeholders.ts'
import { SmartPaste } from './smart-paste.ts'
import { SteadyView } from './steady-view.ts'
import { LINK_ATTRIBUTES, StrictRendering } from './strict-rendering.ts'
import { Tables } from './tables.ts'
import { TitleKeys } from './title-keys.ts'
import { WAYS } from './ways.ts'
import { WriteGuard } from './write-guard.ts'

/** TipTap on a document: its starter kit without what would write by itself or keep a history of its own. */
export function editorExtensions(
  connection: DocumentConnection,
  onProblem: TellProblem,
  onFull: () => void,
): Extensions {
  return [
    StarterKit.configure({
      undoRedo: false,
      // It appends a paragraph to whatever it sees: opening a document would already be an edit.
      trailingNode: false,
      // ours has a language
      codeBlock: false,
      dropcursor: { color: 'var(--accent)', width: 2 },
      link: false,
    }),
    // What is typed behind a link is not part of it.
    Link.extend({ inclusive: false }).configure({
      openOnClick: false,
      defaultProtocol: 'https',
      isAllowedUri: (url, { defaultProtocol }) =>
        // what a client wrote into the document need not be a text
        typeof url === 'string' &&
        (isLinkAllowed(url) ||
          (!/^[a-z][a-z0-9+.-]*:/i.test(url) && isLinkAllowed(`${defaultProtocol}://${url}`))),
      HTMLAttributes: { ...LINK_ATTRIBUTES },
    }),
    ...BLOCK_EXTENSIONS,
    Collaboration.configure({
      document: connection.doc,
      onRefused: () => onProblem(pageWords()('editor.block.notMoved')),
    }),
    Carets.configure({ awareness: connection.awareness }),
    Placeholders,
    TitleKeys,
    StrictRendering,
    Direction,
    WriteGuard.configure({ mayWrite: () => connection.getSnapshot().canEdit }),
    PasteGuard.configure({ connection, onProblem }),
    NestingGuard.configure({
      onTooDeep: () => onProblem(pageWords()('editor.tooDeep')),
    }),
    PictureNode.configure({ documentId: connection.doc.guid }),
    AttachmentNode.configure({ documentId: connection.doc.guid }),
    MentionNode.configure({ connection }),
    DocumentFiles.configure({ connection, onProblem }),
    ...WAYS,
    Tables,
    SmartPaste.configure({ onProblem }),
    CapGuard.configure({ connection, onFull }),
    PassageMarking,
    SteadyView.configure({ document: connection.doc }),
  ]
}
