'use client'

import { Ban, Crown, Ellipsis, UserRoundMinus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { isolated } from '../../../../lib/isolated.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import type { StepKind } from './person-steps.ts'

const ICONS: Readonly<Record<StepKind, ReactNode>> = {
  transfer: <Crown aria-hidden />,
  remove: <UserRoundMinus aria-hidden />,
  ban: <Ban aria-hidden />,
}

export interface PersonMenuProps {
  readonly name: string
  readonly steps: readonly StepKind[]
  readonly onChoose: (kind: StepKind) => void
}

/** What is done with a person less often than giving another role. */
export function PersonMenu({ name, steps, onChoose }: PersonMenuProps) {
  const t = useTranslations()
  return (
    <Menu
      trigger={
        <Button look="quiet" size="icon" aria-label={t('share.moreAbout', { name: isolated(name) })}>
          <Ellipsis aria-hidden className="size-4" />
        </Button>
      }
    >
      {steps.map((kind) => (
        <MenuItem key={kind} danger={kind === 'ban'} onSelect={() => onChoose(kind)}>
          {ICONS[kind]}
          {t(`share.steps.${kind}`)}
        </MenuItem>
      ))}
    </Menu>
  )
}
