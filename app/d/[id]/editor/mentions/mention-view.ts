import type { Editor, NodeViewRendererProps } from '@tiptap/core'
import type { NodeView } from '@tiptap/pm/view'
import type { Awareness } from 'y-protocols/awareness'
import { isolated } from '../../../../../lib/isolated.ts'
import { type Mention, mentionLabel, mentionOf, mentionWords } from '../../../../../lib/mention.ts'
import { safeColor, safeName } from '../../../../../lib/presence.ts'
import { pageWords } from '../../../../i18n/page-words.ts'
import { icon } from '../blocks/icons.ts'
import { jumpToPerson } from '../follow.ts'
import { documentAddress } from './document-address.ts'
import type { MentionDirectory } from './mention-directory.ts'

declare module '@tiptap/core' {
  interface EditorEvents {
    /** A sentence for this person. */
    news: { readonly words: string }
  }
}

type ShownNode = NodeViewRendererProps['node']

/** A mention as it is now; null where it names nobody. */
function elementFor(mention: Mention | null): HTMLElement {
  const dom = document.createElement(mention?.kind === 'document' ? 'a' : 'span')
  dom.className = 'mention'
  // a name does not turn the line that it stands in, nor the line the name
  dom.dir = 'auto'
  if (mention?.kind === 'person') {
    dom.setAttribute('role', 'button')
    dom.tabIndex = 0
  }
  return dom
}

function showPerson(dom: HTMLElement, { id, label }: Mention, directory: MentionDirectory | null): void {
  const person = directory?.person(id) ?? null
  const t = pageWords()
  const name = safeName(t, person?.name ?? label)
  dom.textContent = `@${name}`
  const isSelf = id === directory?.selfId
  const isHere = person?.isHere === true && !isSelf
  dom.title = isHere ? t('mentions.isHere', { name: isolated(name) }) : name
  dom.toggleAttribute('data-here', isHere)
  dom.toggleAttribute('data-self', isSelf)
  dom.style.setProperty('--person', safeColor(person?.color))
}

function showDocument(dom: HTMLElement, { id, label }: Mention, directory: MentionDirectory | null): void {
  const title = directory?.titleOf(id) ?? label
  const words = mentionLabel(title) || pageWords()('common.untitled')
  dom.replaceChildren(icon('page'), words)
  dom.title = words
  dom.setAttribute('href', documentAddress(id))
}

/** Goes to a person's caret, or says why not. */
function goTo(editor: Editor, mention: Mention, directory: MentionDirectory, awareness: Awareness): void {
  if (mention.id === directory.selfId) return
  if (jumpToPerson(editor, awareness, mention.id)) return
  const person = directory.person(mention.id)
  const t = pageWords()
  const name = isolated(safeName(t, person?.name ?? mention.label))
  editor.emit('news', {
    words: person?.isHere === true ? t('together.noCaret', { name }) : t('mentions.isAway', { name }),
  })
}

/** A chip with the present name, as far as this page knows it, and the name from the text otherwise. */
export function mentionView(
  first: ShownNode,
  editor: Editor,
  directory: MentionDirectory | null,
  awareness: Awareness | null,
): NodeView {
  let node = first
  let mention = mentionOf(first.attrs)
  const dom = elementFor(mention)
  const show = (): void => {
    if (mention?.kind === 'person') showPerson(dom, mention, directory)
    else if (mention?.kind === 'document') showDocument(dom, mention, directory)
    else dom.textContent = mentionWords(node.attrs)
  }
  const press = (event: Event): void => {
    event.preventDefault()
    if (mention?.kind === 'document') window.open(documentAddress(mention.id), '_blank', 'noopener')
    else if (mention !== null && directory !== null && awareness !== null)
      goTo(editor, mention, directory, awareness)
  }
  dom.addEventListener('click', press)
  dom.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || (event.key === ' ' && mention?.kind === 'person')) press(event)
  })
  const stop = mention === null ? undefined : directory?.subscribe(show)
  if (mention !== null) directory?.want(mention.kind === 'person' ? 'people' : 'documents')
  show()
  return {
    dom,
    ignoreMutation: () => true,
    stopEvent: (event) => event.type === 'keydown' && event.target === dom,
    update: (next) => {
      const now = mentionOf(next.attrs)
      if (next.type.name !== 'mention' || now?.kind !== mention?.kind) return false
      node = next
      mention = now
      show()
      return true
    },
    destroy: () => stop?.(),
  }
}
