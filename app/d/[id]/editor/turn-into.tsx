'use client'

import type { Editor } from '@tiptap/react'
import { Check } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { MenuHint, MenuItem } from '../../../ui/menu.tsx'
import { BLOCK_ACTIONS, type BlockAction } from './block-actions.ts'
import { keyWords } from './shortcut-keys.ts'
import { keysOf } from './shortcuts.ts'

const TURNS = BLOCK_ACTIONS.filter(({ effect }) => effect === 'turns')

/** What the block at the selection is; the innermost kind when it is several. */
export const kindOf = (editor: Editor): BlockAction | null =>
  TURNS.findLast(({ name, isOn }) => name !== 'text' && isOn?.(editor) === true) ??
  TURNS.find(({ name }) => name === 'text') ??
  null

/** The kinds of block that a block can become, as items of a menu. */
export function TurnIntoItems({
  editor,
  onChoose,
}: {
  editor: Editor
  onChoose: (action: BlockAction) => void
}) {
  const t = useTranslations()
  const now = kindOf(editor)
  return TURNS.map((action) => {
    const Icon = action.icon
    const keys = keysOf(action.name)
    return (
      <MenuItem key={action.name} onSelect={() => onChoose(action)}>
        <Icon aria-hidden />
        {t(`editor.actions.${action.name}`)}
        {action === now ? (
          <Check aria-label={t('editor.isNow')} className="ms-auto" />
        ) : keys === null ? null : (
          <MenuHint>{keyWords(t, keys)}</MenuHint>
        )}
      </MenuItem>
    )
  })
}
