'use client'

import type { Editor } from '@tiptap/react'
import { ArrowDown, ArrowUp, Copy, Link2, RefreshCw, Trash2 } from 'lucide-react'
import { useTranslations } from 'use-intl'
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
  const t = useTranslations()
  /** Others may have moved it since the menu opened. */
  const withUnit = (run: (unit: BlockUnit) => void) => () => {
    const pos = positionOf(editor.state, block)
    const unit = pos === null ? null : unitFrom(editor.state, pos)
    if (unit === null) onNews(t('editor.block.deleted'))
    else run(unit)
  }
  const copyLink = async () => {
    const address = new URL(window.location.href)
    address.hash = blockHash(block) ?? ''
    onNews(
      (await copyText(address.href))
        ? t('editor.block.linkCopied')
        : t('editor.block.copyThis', { address: address.href }),
    )
  }
  return (
    <>
      <SubMenu
        label={
          <>
            <RefreshCw aria-hidden />
            {t('editor.turnInto')}
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
        {t('editor.block.duplicate')}
        <Hint name="duplicate" />
      </MenuItem>
      <MenuItem onSelect={withUnit((unit) => moveBlockBy(editor, -1, unit))}>
        <ArrowUp aria-hidden />
        {t('editor.block.moveUp')}
        <Hint name="move-up" />
      </MenuItem>
      <MenuItem onSelect={withUnit((unit) => moveBlockBy(editor, 1, unit))}>
        <ArrowDown aria-hidden />
        {t('editor.block.moveDown')}
        <Hint name="move-down" />
      </MenuItem>
      <MenuItem onSelect={copyLink}>
        <Link2 aria-hidden />
        {t('editor.block.copyLink')}
      </MenuItem>
      <MenuLine />
      <MenuItem danger onSelect={withUnit((unit) => deleteBlock(editor, unit))}>
        <Trash2 aria-hidden />
        {t('editor.block.delete')}
      </MenuItem>
    </>
  )
}

function Hint({ name }: { name: string }) {
  const t = useTranslations()
  const keys = keysOf(name)
  return keys === null ? null : <MenuHint>{keyWords(t, keys)}</MenuHint>
}
