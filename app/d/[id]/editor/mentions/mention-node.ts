import { type Editor, mergeAttributes, Node } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import type { DocumentConnection } from '../../../../../lib/document-connection.ts'
import { type Mention, mentionLabel, mentionOf, mentionWords } from '../../../../../lib/mention.ts'
import { can } from '../../../../../lib/roles.ts'
import { getDocuments, getMentionable } from '../../../../api.ts'
import { documentAddress, documentAt } from './document-address.ts'
import { MentionDirectory } from './mention-directory.ts'
import { mentionView } from './mention-view.ts'

export interface MentionOptions {
  readonly connection: DocumentConnection | null
}

export interface MentionStorage {
  directory: MentionDirectory | null
}

const kindOf = (element: HTMLElement): string | undefined => element.dataset.mention
const idOf = (element: HTMLElement): string | null =>
  kindOf(element) === 'document' ? documentAt(element.getAttribute('href')) : (element.dataset.id ?? null)
const labelOf = (element: HTMLElement): string =>
  mentionLabel(
    kindOf(element) === 'person' ? element.textContent.trim().replace(/^@/, '') : element.textContent,
  )

const attribute = (parseHTML: (element: HTMLElement) => unknown) => ({
  default: null,
  rendered: false,
  parseHTML,
})

/** Whether an element names somebody; what does not is read as what else it is. */
const isMention = (element: HTMLElement): false | null =>
  mentionOf({ kind: kindOf(element), id: idOf(element) }) === null ? false : null

function sourcesOf(connection: DocumentConnection) {
  return {
    awareness: connection.awareness,
    people: async () => {
      if (!can(connection.getSnapshot().role, 'comment')) return null
      const answer = await getMentionable(connection.doc.guid)
      return answer.ok ? answer.data.people : null
    },
    documents: async () => {
      if (!can(connection.getSnapshot().role, 'read')) return null
      const answer = await getDocuments()
      if (!answer.ok) return null
      const { documents } = answer.data
      return documents.filter(({ id }) => id !== connection.doc.guid).map(({ id, title }) => ({ id, title }))
    },
  }
}

/** The name of a person or a document in the text. It keeps whom it means by id, and how they were called then. */
export const MentionNode = Node.create<MentionOptions, MentionStorage>({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  addOptions: () => ({ connection: null }),
  addStorage: () => ({ directory: null }),
  addAttributes: () => ({
    kind: attribute(kindOf),
    id: attribute(idOf),
    label: attribute(labelOf),
  }),
  parseHTML: () => [
    { tag: 'span[data-mention="person"]', getAttrs: isMention },
    // before it is read as a link
    { tag: 'a[data-mention="document"]', priority: 1_001, getAttrs: isMention },
  ],
  renderHTML: ({ node }) => {
    const mention = mentionOf(node.attrs)
    const words = mentionWords(node.attrs)
    if (mention === null) return ['span', words]
    const attributes = { 'data-mention': mention.kind }
    return mention.kind === 'document'
      ? ['a', mergeAttributes(attributes, { href: documentAddress(mention.id) }), words]
      : ['span', mergeAttributes(attributes, { 'data-id': mention.id }), words]
  },
  renderText: ({ node }) => mentionWords(node.attrs),
  onBeforeCreate() {
    const { connection } = this.options
    if (connection !== null) this.storage.directory = new MentionDirectory(sourcesOf(connection))
  },
  addNodeView() {
    const { storage, editor, options } = this
    return ({ node }) => mentionView(node, editor, storage.directory, options.connection?.awareness ?? null)
  },
})

export const directoryOf = (editor: Editor): MentionDirectory | null =>
  (editor.storage as { mention?: MentionStorage }).mention?.directory ?? null

/** Puts a mention at the caret, with a space to go on behind it. */
export function insertMention(editor: Editor, mention: Mention): void {
  const { state, view } = editor
  const { $from, $to, from, to } = state.selection
  const type = state.schema.nodes.mention
  if (type === undefined || !$from.parent.inlineContent || $from.parent.type.spec.code === true) return
  const after = $to.parent.textBetween($to.parentOffset, $to.parent.content.size, '\n', '\n')
  const chip = type.create({ ...mention }, null, $from.marks())
  const tr = state.tr.replaceWith(from, to, /^\s/.test(after) ? chip : [chip, state.schema.text(' ')])
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + 2)).scrollIntoView())
  view.focus()
}
