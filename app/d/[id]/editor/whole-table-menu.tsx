'use client'

import type { Editor } from '@tiptap/react'
import type { LateMenuProps } from '../../../ui/late.tsx'
import { TABLE_MENU } from './table-actions.ts'
import { TableMenu } from './table-menu.tsx'

/** The menu of the toolbar while the caret is in a table. */
export const WholeTableMenu = (props: LateMenuProps & { readonly editor: Editor }) => (
  <TableMenu {...props} groups={TABLE_MENU} />
)
