import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'

export interface HeadingEntry {
  /** Place among the top-level blocks. */
  readonly index: number
  readonly level: number
  readonly text: string
}

/** Of a heading, as the schema knows them. */
const LEVELS = [1, 2, 3, 4, 5, 6] as const
const DEEPEST = 3

/** The headings below the title. */
export function headingsOf(doc: Node): readonly HeadingEntry[] {
  const entries: HeadingEntry[] = []
  doc.forEach((node, _offset, index) => {
    if (index === 0 || node.type.name !== 'heading') return
    // somebody's client may say anything: the schema shows such a heading as one of the first level
    const given: unknown = node.attrs.level
    const level = LEVELS.find((one) => one === given) ?? 1
    const text = node.textContent.trim()
    if (level <= DEEPEST && text !== '') entries.push({ index, level, text })
  })
  return entries
}

/** Scrolls to a top-level block and, where one may write, puts the caret into it. */
export function goToBlock(editor: Editor, index: number): void {
  const { doc } = editor.state
  if (index >= doc.childCount) return
  let position = 0
  for (let at = 0; at < index; at += 1) position += doc.child(at).nodeSize
  const element = editor.view.nodeDOM(position)
  if (element instanceof HTMLElement) element.scrollIntoView({ block: 'start', behavior: 'smooth' })
  if (editor.isEditable) editor.commands.focus(position + 1, { scrollIntoView: false })
}
