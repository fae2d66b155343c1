'use client'

import { Selection } from '@tiptap/pm/state'
import type { Editor } from '@tiptap/react'
import { GripVertical } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { XmlElement } from 'yjs'
import { Menu } from '../../../ui/menu.tsx'
import { BlockMenu } from './block-menu.tsx'
import { type BlockUnit, unitAtSelection, unitFrom } from './block-unit.ts'
import { elementAt, positionOf } from './document-place.ts'
import { boxOf, unitAtHeight } from './drop-place.ts'
import { useBlockDrag } from './use-block-drag.ts'

/** Wide enough for something beside the text, and a pointer that can be over something. */
const ROOMY = '(width >= 48rem) and (hover: hover) and (pointer: fine)'
const HANDLE_PX = 24
const GAP_PX = 6
/** The marker of a list stands in the indent of the list. */
const MARKER_PX = 26

export interface BlockHandleProps {
  readonly editor: Editor
  /** Counts how often its menu was asked for with the keys. */
  readonly asked: number
  readonly onNews: (words: string) => void
}

/** Before the block under the pointer, where its lines begin: drag it, or press it for what can be done with the block. */
export function BlockHandle({ editor, asked, onNews }: BlockHandleProps) {
  const t = useTranslations()
  const [block, setBlock] = useState<XmlElement | null>(null)
  const [open, setOpen] = useState(false)
  const latest = useRef(block)
  latest.current = block
  const press = useCallback(() => {
    if (latest.current !== null) caretInto(editor, latest.current)
    setOpen(true)
  }, [editor])
  const { drag, begin, move, release, end } = useBlockDrag(editor, press)
  const isHeld = open || drag !== null
  useBlockUnderPointer(editor, isHeld, setBlock)
  const handle = useRef<HTMLDivElement>(null)
  usePlacedBeside(editor, block, handle)

  useEffect(() => {
    if (asked === 0) return
    const unit = unitAtSelection(editor.state)
    const element = unit === null ? null : elementAt(editor.state, unit.pos)
    setBlock(element)
    setOpen(element !== null)
  }, [asked, editor])

  const unit = block === null ? null : unitOf(editor, block)
  return (
    <>
      {block === null || unit === null ? null : (
        <div ref={handle} className="block-handle" data-open={isHeld || undefined}>
          <Menu
            align="start"
            open={open}
            onOpenChange={setOpen}
            onClosed={() => editor.commands.focus(null, { scrollIntoView: false })}
            trigger={
              <button
                type="button"
                aria-label={t('editor.block.handle')}
                tabIndex={-1}
                className="block-grip"
                onPointerDown={(event) => begin(event, block)}
                onPointerMove={move}
                onPointerUp={release}
                onPointerCancel={end}
              >
                <GripVertical aria-hidden className="size-4" />
              </button>
            }
          >
            <BlockMenu editor={editor} block={block} onNews={onNews} />
          </Menu>
        </div>
      )}
      {drag?.box == null ? null : (
        <div
          aria-hidden
          className="block-dragged"
          style={{
            left: drag.box.left,
            top: drag.box.top,
            width: drag.box.width,
            height: drag.box.height,
          }}
        />
      )}
      {drag?.place == null ? null : (
        <div
          aria-hidden
          data-testid="drop-line"
          className="drop-line"
          style={{ left: drag.place.left, top: drag.place.top - 1, width: drag.place.width }}
        />
      )}
    </>
  )
}

function unitOf(editor: Editor, block: XmlElement): BlockUnit | null {
  const pos = positionOf(editor.state, block)
  return pos === null ? null : unitFrom(editor.state, pos)
}

/** What the menu says a block is, is what it is at the caret. */
function caretInto(editor: Editor, block: XmlElement): void {
  const unit = unitOf(editor, block)
  const { doc, selection, tr } = editor.state
  if (unit === null || (selection.from > unit.pos && selection.to < unit.pos + unit.node.nodeSize)) return
  editor.view.dispatch(tr.setSelection(Selection.near(doc.resolve(unit.pos + (unit.node.isAtom ? 0 : 1)))))
}

/** Finds the block beside the pointer, once a frame at most; typing puts the handle away until the pointer moves. */
function useBlockUnderPointer(
  editor: Editor,
  isHeld: boolean,
  onBlock: (block: XmlElement | null) => void,
): void {
  const held = useRef(isHeld)
  held.current = isHeld
  useEffect(() => {
    const column = editor.view.dom.parentElement?.parentElement
    if (column == null) return
    let frame = 0
    let [x, y] = [0, 0]
    const look = () => {
      frame = 0
      if (held.current || editor.isDestroyed) return
      const unit = unitAtHeight(editor, x, y)
      onBlock(unit === null ? null : elementAt(editor.state, unit.pos))
    }
    const onMove = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse' || event.buttons !== 0 || !window.matchMedia(ROOMY).matches) return
      ;[x, y] = [event.clientX, event.clientY]
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    const away = () => {
      if (!held.current) onBlock(null)
    }
    const onLeave = (event: PointerEvent) => {
      const to = event.relatedTarget
      if (!(to instanceof Element && to.closest('.block-handle, [role="menu"]') !== null)) away()
    }
    const onKey = ({ ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      // Keys for the block itself may have brought the handle.
      if (!ctrlKey && !metaKey && !altKey) away()
    }
    column.addEventListener('pointermove', onMove)
    column.addEventListener('pointerleave', onLeave)
    editor.view.dom.addEventListener('keydown', onKey)
    window.addEventListener('scroll', away, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      column.removeEventListener('pointermove', onMove)
      column.removeEventListener('pointerleave', onLeave)
      editor.view.dom.removeEventListener('keydown', onKey)
      window.removeEventListener('scroll', away)
    }
  }, [editor, onBlock])
}

/** Holds the handle at the first line of the block, also when others write above it. */
function usePlacedBeside(
  editor: Editor,
  block: XmlElement | null,
  handle: { readonly current: HTMLElement | null },
): void {
  useLayoutEffect(() => {
    if (block === null) return
    const place = () => {
      const unit = unitOf(editor, block)
      const box = unit === null ? null : boxOf(editor, unit)
      const element = handle.current
      if (unit === null || box === null || element === null) return
      const dom = editor.view.nodeDOM(unit.pos)
      const isItem = dom instanceof HTMLLIElement
      const line = dom instanceof Element ? lineHeight(dom) : HANDLE_PX
      const away = GAP_PX + (isItem ? MARKER_PX : 0)
      const isRtl = dom instanceof Element && getComputedStyle(dom).direction === 'rtl'
      element.style.left = `${isRtl ? box.right + away : box.left - HANDLE_PX - away}px`
      element.style.top = `${box.top + (Math.min(line, box.height) - HANDLE_PX) / 2}px`
    }
    place()
    let frame = 0
    // once before it is painted: measuring lays out the page
    const onTransaction = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(place)
    }
    editor.on('transaction', onTransaction)
    return () => {
      cancelAnimationFrame(frame)
      editor.off('transaction', onTransaction)
    }
  }, [editor, block, handle])
}

/** Height of the first line, with the space above it, in CSS pixels. */
function lineHeight(block: Element): number {
  const style = getComputedStyle(block)
  const height = Number.parseFloat(style.lineHeight)
  const above = Number.parseFloat(style.paddingTop)
  return (Number.isNaN(height) ? HANDLE_PX : height) + 2 * (Number.isNaN(above) ? 0 : above)
}
