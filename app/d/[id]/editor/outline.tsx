'use client'

import { type Editor, useEditorState } from '@tiptap/react'
import { PanelLeft } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'

const LEAST_HEADINGS = 2
const DEEPEST = 3
const INDENT: Readonly<Record<number, string>> = { 1: 'pl-2', 2: 'pl-2', 3: 'pl-5' }

interface OutlineEntry {
  readonly index: number
  readonly level: number
  readonly text: string
}

/** The headings below the title, by their place among the top-level blocks. */
function readOutline(editor: Editor): readonly OutlineEntry[] {
  const entries: OutlineEntry[] = []
  editor.state.doc.forEach((node, _offset, index) => {
    const level = Number(node.attrs.level)
    if (index === 0 || node.type.name !== 'heading' || level > DEEPEST || node.textContent.trim() === '')
      return
    entries.push({ index, level, text: node.textContent })
  })
  return entries
}

const sameOutline = (a: readonly OutlineEntry[], b: readonly OutlineEntry[] | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** The headings as a way through the text. On wide screens only, at the edge, and it can be put away. */
export function Outline({ editor }: { editor: Editor }) {
  const [open, setOpen] = useState(true)
  const entries = useEditorState({
    editor,
    selector: ({ editor: current }) => readOutline(current),
    equalityFn: sameOutline,
  })
  if (entries.length < LEAST_HEADINGS) return null
  const label = open ? 'Hide outline' : 'Show outline'
  return (
    <nav aria-label="Outline" className="fixed top-13.5 left-3 z-25 hidden w-56 xl:block">
      <Tooltip words={label}>
        <button
          type="button"
          aria-label={label}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="toolbar-button"
        >
          <PanelLeft aria-hidden className="size-4" />
        </button>
      </Tooltip>
      {open ? (
        <ul className="mt-1 max-h-[calc(100dvh-8rem)] space-y-0.5 overflow-y-auto text-[13px]">
          {entries.map((entry) => (
            <li key={entry.index}>
              <button
                type="button"
                onClick={() => goTo(editor, entry.index)}
                className={classNames(
                  'block w-full truncate rounded-md py-1 pr-2 text-left text-ink-faint hover:bg-hover hover:text-ink',
                  INDENT[entry.level],
                )}
              >
                {entry.text}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </nav>
  )
}

function goTo(editor: Editor, index: number): void {
  const { doc } = editor.state
  if (index >= doc.childCount) return
  let position = 0
  for (let at = 0; at < index; at += 1) position += doc.child(at).nodeSize
  const element = editor.view.nodeDOM(position)
  if (element instanceof HTMLElement) element.scrollIntoView({ block: 'start', behavior: 'smooth' })
  if (editor.isEditable) editor.commands.focus(position + 1, { scrollIntoView: false })
}
