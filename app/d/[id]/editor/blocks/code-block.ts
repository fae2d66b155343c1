import { CodeBlock as PlainCodeBlock } from '@tiptap/extension-code-block'
import { languageName } from '../../../../../lib/block-values.ts'
import { pageWords } from '../../../../i18n/page-words.ts'
import { choice, ignoresOwn, isWithin, option, setAttribute } from './block-controls.ts'
import { codeHighlight } from './code-highlight.ts'
import { codeLanguages } from './code-languages.ts'

/** Code with a choice of its language, in colours once they are there. */
export const CodeBlock = PlainCodeBlock.extend({
  addAttributes() {
    return {
      language: {
        default: null,
        rendered: false,
        parseHTML: (element: HTMLElement) => {
          const named = [...(element.firstElementChild?.classList ?? [])].find((name) =>
            name.startsWith('language-'),
          )
          return languageName(named?.slice('language-'.length))
        },
      },
    }
  },
  renderHTML: ({ node }) => {
    const language = languageName(node.attrs.language)
    return ['pre', ['code', language === null ? {} : { class: `language-${language}` }, 0]]
  },
  addNodeView() {
    return ({ node: first, view, getPos }) => {
      const dom = document.createElement('div')
      const pre = document.createElement('pre')
      const content = document.createElement('code')
      const bar = document.createElement('div')
      const words = document.createElement('span')
      const t = pageWords()
      const select = choice(view, t('blocks.code.language'), codeLanguages(t), (language) =>
        setAttribute(view, getPos, 'language', language),
      )
      dom.className = 'code-block'
      dom.dir = 'ltr'
      bar.className = 'code-language'
      bar.contentEditable = 'false'
      bar.append(words, select)
      content.spellcheck = false
      pre.append(content)
      dom.append(bar, pre)
      const show = (value: unknown) => {
        const language = languageName(value) ?? ''
        const known = [...select.options].some(({ value: name }) => name === language)
        if (!known) select.append(option(language, language))
        select.value = language
        words.textContent = select.selectedOptions[0]?.text ?? language
      }
      show(first.attrs.language)
      return {
        dom,
        contentDOM: content,
        stopEvent: (event) => isWithin(event, bar),
        ignoreMutation: ignoresOwn(content),
        update: (node) => {
          if (node.type.name !== 'codeBlock') return false
          show(node.attrs.language)
          return true
        },
      }
    }
  },
  addProseMirrorPlugins() {
    return [...(this.parent?.() ?? []), codeHighlight()]
  },
}).configure({ enableTabIndentation: true, tabSize: 2 })
