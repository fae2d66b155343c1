import { Extension, InputRule } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { part } from '../../../../ui/part.ts'

const names = part(async () => (await import('./emoji-names.ts')).EMOJI, 'last')

/** Fetches the list unless it is here. Without it a name stays a name; the next colon tries again. */
export const loadEmoji = (): Promise<void> => names.fetch()

/** A name between colons becomes the sign that it names: a letter like any other. */
export const Emoji = Extension.create({
  name: 'emojiNames',
  addInputRules() {
    return [
      new InputRule({
        find: /(?:^|[\s(])(:([a-z0-9_+-]{2,30}):)$/,
        handler: ({ state, range, match }) => {
          const [whole, typed = '', name = ''] = match
          const sign = names.now()?.get(name)
          if (sign === undefined) return null
          state.tr.insertText(sign, range.from + whole.length - typed.length, range.to)
          return undefined
        },
      }),
    ]
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('emojiNames'),
        props: {
          handleTextInput: (_view, _from, _to, text) => {
            if (text === ':') void loadEmoji()
            return false
          },
        },
      }),
    ]
  },
})
