import { type Editor, Extension } from '@tiptap/core'
import { AtSign, FileSymlink } from 'lucide-react'
import type { MentionKind } from '../../../../../lib/mention.ts'
import { pageWords } from '../../../../i18n/page-words.ts'
import type { BlockAction } from '../block-actions.ts'
import { TypedMenu } from '../typed-menu.ts'
import { findMentionable, type Mentionable } from './find-mentionable.ts'
import { directoryOf, insertMention } from './mention-node.ts'

const NOBODY = { people: [], documents: [] }

/** `@` offers the people of this document and the documents that one may open. */
export const MENTION_MENU = new TypedMenu<Mentionable>({
  name: 'mentionMenu',
  sign: '@',
  // not within an address
  opensAt: /(^|[\s\p{Ps}\p{Pi}\p{Pd}"'/])$/u,
  listId: 'mention-list',
  optionId: ({ kind, id }) => `mention-${kind}-${id}`,
  find: (query, editor, sort) => findMentionable(pageWords(), query, directoryOf(editor) ?? NOBODY, sort),
  run: (editor, { kind, id, words }) => insertMention(editor, { kind, id, label: words }),
})

/** While the menu is open it hears of new names; each opening asks for them. */
export const MentionNews = Extension.create<object, { stop: (() => void) | null }>({
  name: 'mentionNews',
  addStorage: () => ({ stop: null }),
  onTransaction() {
    const isOpen = MENTION_MENU.of(this.editor.state) !== null
    const { storage, editor } = this
    const directory = directoryOf(editor)
    if (isOpen && storage.stop === null && directory !== null) {
      storage.stop = directory.subscribe(() => MENTION_MENU.renew(editor))
      directory.renew()
      MENTION_MENU.renew(editor)
    } else if (!isOpen && storage.stop !== null) {
      storage.stop()
      storage.stop = null
    }
  },
  onDestroy() {
    this.storage.stop?.()
  },
})

/** Goes on with the menu, for one sort alone. */
const offer = (sort: MentionKind) => (editor: Editor) => {
  const { parent } = editor.state.selection.$head
  const isText = parent.inlineContent && parent.type.spec.code !== true
  if (isText) MENTION_MENU.open(editor, { withSign: true, sort })
}

export const MENTION_ACTIONS: readonly BlockAction[] = [
  {
    name: 'mention-person',
    group: 'inline',
    typed: '@',
    icon: AtSign,
    effect: 'inserts',
    run: offer('person'),
  },
  {
    name: 'mention-document',
    group: 'inline',
    typed: '@',
    icon: FileSymlink,
    effect: 'inserts',
    run: offer('document'),
  },
]
