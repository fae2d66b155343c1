'use client'

import type { Editor } from '@tiptap/react'
import { ArrowDown, ArrowUp, Copy, Link2, RefreshCw, Trash2 } from 'lucide-react'
import type { XmlElement } from 'yjs'
import { copyText } from '../../../ui/copy-text.ts'
import { MenuHint, MenuItem, MenuLine, SubMenu } from '../../../ui/menu.tsx'
import { blockHash } from './block-address.ts'
import { deleteBlock, duplicateBlock, moveBlockBy, turnBlock } from './block-moves.ts'
import { type BlockUnit, unitFrom } from './block-unit.ts'
import { positionOf } from './document-place.ts'
import { keyWords } from './shortcut-keys.ts'
import { keysOf } from './shortcuts.ts'
import { TurnIntoItems } from './turn-into.tsx'

export interface BlockMenuProps {
  readonly editor: Editor
  readonly block: XmlElement
  readonly onNews: (words: string) => void
}

/** What can be done with one block. */
export function BlockMenu({ editor, block, onNews }: BlockMenuProps) {
  /** Others may have moved it since the menu opened. */
  const withUnit = (run: (unit: BlockUnit) => void) => () => {
    const pos = positionOf(editor.state, block)
    const unit = pos === null ? null : unitFrom(editor.state, pos)
    if (unit === null) onNews('Somebody has deleted this block meanwhile.')
    else run(unit)
  }
  const copyLink = async () => {
    const address = new URL(window.location.href)
    address.hash = blockHash(block) ?? ''
    onNews((await copyText(address.href)) ? 'Link to this block copied.' : `Copy this link: ${address.href}`)
  }
  return (
    <>
      <SubMenu
        label={
          <>
            <RefreshCw aria-hidden />
            Turn into
          </>
        }
      >
        <TurnIntoItems
          editor={editor}
          onChoose={(action) => withUnit((unit) => turnBlock(editor, unit, action))()}
        />
      </SubMenu>
      <MenuLine />
      <MenuItem onSelect={withUnit((unit) => duplicateBlock(editor, unit))}>
        <Copy aria-hidden />
        Duplicate
        <Hint name="duplicate" />
      </MenuItem>
      <MenuItem onSelect={withUnit((unit) => moveBlockBy(editor, -1, unit))}>
        <ArrowUp aria-hidden />
        Move up
        <Hint name="move-up" />
      </MenuItem>
      <MenuItem onSelect={withUnit((unit) => moveBlockBy(editor, 1, unit))}>
        <ArrowDown aria-hidden />
        Move down
        <Hint name="move-down" />
      </MenuItem>
      <MenuItem onSelect={copyLink}>
        <Link2 aria-hidden />
        Copy link to block
      </MenuItem>
      <MenuLine />
      <MenuItem danger onSelect={withUnit((unit) => deleteBlock(editor, unit))}>
        <Trash2 aria-hidden />
        Delete
      </MenuItem>
    </>
  )
}

function Hint({ name }: { name: string }) {
  const keys = keysOf(name)
  return keys === null ? null : <MenuHint>{keyWords(keys)}</MenuHint>
}
