import { Marked, type RendererObject, type Tokens } from 'marked'

/** Which blocks the document can hold, as far as Markdown has them. */
export interface MarkdownBlocks {
  readonly hasTasks: boolean
  readonly hasCallouts: boolean
}

/** GitHub's words for notes, and which of our callouts they are. */
const ALERTS: Readonly<Record<string, string>> = {
  note: 'info',
  important: 'info',
  tip: 'tip',
  warning: 'warning',
  caution: 'warning',
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)

/** Lines that are as long as people wrap them belong together; shorter ones were ended on purpose. */
const WRAPPED_LINE = 50

const isWrapped = (raw: string): boolean =>
  raw
    .trim()
    .split('\n')
    .slice(0, -1)
    .every((line) => line.length >= WRAPPED_LINE)

function renderer({ hasTasks, hasCallouts }: MarkdownBlocks): RendererObject {
  let keepsLines = false
  let isInLink = false
  const lines = (html: string): string => (keepsLines ? html.replaceAll('\n', '<br>') : html)
  const isTaskList = (token: Tokens.List): boolean => hasTasks && token.items.every((item) => item.task)
  return {
    code: ({ text, lang = '' }) => {
      const language = /^[\w+#.-]{1,40}/.exec(lang)?.[0]
      const attribute = language === undefined ? '' : ` class="language-${escaped(language)}"`
      return `<pre><code${attribute}>${escaped(text)}</code></pre>`
    },
    paragraph(token) {
      keepsLines = !isWrapped(token.raw)
      const html = this.parser.parseInline(token.tokens)
      keepsLines = false
      return `<p>${html}</p>`
    },
    text(token) {
      if ('tokens' in token && token.tokens !== undefined) {
        keepsLines = !isWrapped(token.raw)
        const html = this.parser.parseInline(token.tokens)
        keepsLines = false
        return html
      }
      return lines('escaped' in token && token.escaped ? token.text : escaped(token.text))
    },
    blockquote({ tokens, text }) {
      const alert = hasCallouts ? /^\[!(\w+)\][ \t]*(?:\n|$)/.exec(text) : null
      const kind = ALERTS[alert?.[1]?.toLowerCase() ?? '']
      if (alert === null || kind === undefined) return `<blockquote>${this.parser.parse(tokens)}</blockquote>`
      const html = this.parser.parse(tokens).replace(/^<p>\[!\w+\][ \t]*(?:<br>|\n)?/, '<p>')
      return `<div data-callout="${kind}">${html.replace(/^<p><\/p>/, '')}</div>`
    },
    list(token) {
      const kind = token.ordered ? 'ol' : 'ul'
      const start = token.ordered && token.start !== 1 ? ` start="${Number(token.start)}"` : ''
      const tasks = isTaskList(token)
      const items = token.items.map((item) => {
        const content = this.parser.parse(item.tokens)
        if (tasks) return `<li data-type="taskItem" data-checked="${item.checked === true}">${content}</li>`
        const box = item.task ? `[${item.checked === true ? 'x' : ' '}] ` : ''
        return `<li>${box}${content}</li>`
      })
      return `<${kind}${start}${tasks ? ' data-type="taskList"' : ''}>${items.join('')}</${kind}>`
    },
    // said by the item
    checkbox: () => '',
    link({ href, tokens }) {
      const wasInLink = isInLink
      isInLink = true
      const html = this.parser.parseInline(tokens)
      isInLink = wasInLink
      return wasInLink ? html : `<a href="${escaped(href)}">${html}</a>`
    },
    // no page fetches a picture from elsewhere by itself; the words and the way to it stay
    image: ({ href, text }) => {
      const words = escaped(text === '' ? href : text)
      return isInLink ? words : `<a href="${escaped(href)}">${words}</a>`
    },
  }
}

/** What stands before the text of many documents for other programs: kept as it is. */
function withFrontMatter(source: string): string {
  const matter = /^---\n((?:[\w-]+:.*\n|[ \t]+.*\n|- .*\n)+)---(?:\n|$)/.exec(source)
  if (matter === null) return source
  return `\`\`\`yaml\n${matter[1] ?? ''}\`\`\`\n\n${source.slice(matter[0].length)}`
}

/** Markdown (GitHub's) as HTML, which the schema has yet to read: what is in it may be anything. */
export function markdownHtml(source: string, blocks: MarkdownBlocks): string {
  const marked = new Marked({ gfm: true, async: false }, { renderer: renderer(blocks) })
  return marked.parse(withFrontMatter(source.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, '')), {
    async: false,
  })
}
