'use client'

import { Late } from './late.tsx'
import { part } from './part.ts'

export interface ConfirmProps {
  readonly open: boolean
  readonly title: string
  readonly words: string
  readonly action: string
  readonly cancel?: string
  readonly look?: 'danger' | 'primary'
  readonly busy?: boolean
  readonly error?: string | null
  readonly onConfirm: () => void
  readonly onClose: () => void
}

const confirmDialog = part(() => import('./confirm-dialog.tsx').then((module) => module.ConfirmDialog))

/** Asks before something that takes a thing away. The action keeps the dialog open until its owner closes it. */
export const Confirm = (props: ConfirmProps) => (
  <Late part={confirmDialog} wanted={props.open} props={props} />
)
