import { Table } from 'lucide-react'
import type { BlockAction } from './block-actions.ts'

/** The table as menus offer it. */
export const TABLE_BLOCKS: readonly BlockAction[] = [
  {
    name: 'table',
    group: 'blocks',
    icon: Table,
    effect: 'inserts',
    run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  },
]
