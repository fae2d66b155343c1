import { Node } from '@tiptap/core'
import { CirclePlay } from 'lucide-react'
import { type Video, videoAt } from '../../../../../lib/video-address.ts'
import { pageWords } from '../../../../i18n/page-words.ts'
import type { BlockAction } from '../block-actions.ts'
import { isWithin } from './block-controls.ts'
import { icon } from './icons.ts'
import { insertAndEdit } from './insert-and-edit.ts'
import { offerField } from './node-editing.ts'

/** What a frame may do: play. It is of another site, cannot lead this page away and cannot ask for anything. */
const SANDBOX = 'allow-scripts allow-same-origin allow-presentation'
const ALLOWED = 'autoplay; fullscreen; picture-in-picture; encrypted-media'

function playerFrame({ frame, provider }: Video): HTMLIFrameElement {
  const player = document.createElement('iframe')
  player.setAttribute('sandbox', SANDBOX)
  player.allow = ALLOWED
  // it learns from which site it is shown, without which it does not play, and not from which document
  player.referrerPolicy = 'strict-origin'
  player.title = pageWords()('blocks.video.from', { provider })
  player.src = frame
  return player
}

/** A video of another site. Nothing of that site is asked for until somebody wants to see it. */
export const Embed = Node.create({
  name: 'embed',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    src: {
      default: null,
      rendered: false,
      parseHTML: (element: HTMLElement) => videoAt(element.dataset.embed)?.page ?? null,
    },
  }),
  parseHTML: () => [{ tag: 'div[data-embed]' }],
  renderHTML: ({ node }) => {
    const page = videoAt(node.attrs.src)?.page
    return page === undefined ? ['div', { 'data-embed': '' }] : ['div', { 'data-embed': page }, page]
  },
  renderText: ({ node }) => videoAt(node.attrs.src)?.page ?? '',
  addNodeView() {
    return ({ node: first, getPos }) => {
      const dom = document.createElement('div')
      dom.className = 'embed'
      let shown: string | null | undefined
      const show = (value: unknown) => {
        const video = videoAt(value)
        if (shown === (video?.frame ?? null)) return
        shown = video?.frame ?? null
        const t = pageWords()
        const words = document.createElement('span')
        dom.dataset.state = 'card'
        if (video === null) {
          words.textContent =
            value === null || value === '' ? t('blocks.video.noAddress') : t('blocks.video.cannotBeShown')
          words.className = 'embed-words'
          dom.replaceChildren(words)
          return
        }
        const play = document.createElement('button')
        play.type = 'button'
        play.className = 'embed-play'
        play.append(icon('play'), t('blocks.video.play', { provider: video.provider }))
        play.addEventListener('click', (event) => {
          event.stopPropagation()
          dom.dataset.state = 'playing'
          dom.replaceChildren(playerFrame(video))
        })
        words.className = 'embed-words'
        words.textContent = video.page.replace('https://', '')
        dom.replaceChildren(play, words)
      }
      show(first.attrs.src)
      offerField(dom, getPos)
      return {
        dom,
        ignoreMutation: () => true,
        stopEvent: (event) => isWithin(event, ...dom.querySelectorAll('button, iframe')),
        update: (node) => {
          if (node.type.name !== 'embed') return false
          show(node.attrs.src)
          return true
        },
      }
    }
  },
})

export const EMBED_ACTION: BlockAction = {
  name: 'video',
  group: 'media',
  icon: CirclePlay,
  effect: 'inserts',
  run: (editor) => insertAndEdit(editor, 'embed'),
}
