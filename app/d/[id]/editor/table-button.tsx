'use client'

import type { Editor } from '@tiptap/react'
import { Table } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../../ui/class-names.ts'
import { LateMenu } from '../../../ui/late.tsx'
import { part } from '../../../ui/part.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { TABLE_BLOCKS } from './table-blocks.ts'
import { tableAround } from './table-place.ts'
import { useEditorReading } from './use-editor-reading.ts'

/** Milliseconds that it may be behind the text. */
const BEHIND_MS = 80

const tableMenu = part(() => import('./whole-table-menu.tsx').then((module) => module.WholeTableMenu))

/** Makes a table; with the caret in one, opens what can be done to it. */
export function TableButton({ editor }: { editor: Editor }) {
  const t = useTranslations()
  const isInTable = useEditorReading(
    editor,
    BEHIND_MS,
    ({ state }) => tableAround(state.selection.$head) !== null,
  )
  const button = (
    <button
      type="button"
      aria-label={t('tables.table')}
      onMouseDown={(event) => event.preventDefault()}
      className={classNames('toolbar-button', isInTable && 'is-on')}
      {...(isInTable ? {} : { onClick: () => TABLE_BLOCKS[0]?.run(editor) })}
    >
      <Table aria-hidden className="size-4" />
    </button>
  )
  if (!isInTable) return <Tooltip words={t('tables.table')}>{button}</Tooltip>
  return <LateMenu part={tableMenu} trigger={button} props={{ editor }} />
}
