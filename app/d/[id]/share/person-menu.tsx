'use client'

import { Ban, Crown, Ellipsis, UserRoundMinus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import type { StepKind } from './person-steps.ts'

const STEPS: Readonly<Record<StepKind, readonly [words: string, icon: ReactNode]>> = {
  transfer: ['Make owner…', <Crown key="transfer" aria-hidden />],
  remove: ['Remove…', <UserRoundMinus key="remove" aria-hidden />],
  ban: ['Ban…', <Ban key="ban" aria-hidden />],
}

export interface PersonMenuProps {
  readonly name: string
  readonly steps: readonly StepKind[]
  readonly onChoose: (kind: StepKind) => void
}

/** What is done with a person less often than giving another role. */
export const PersonMenu = ({ name, steps, onChoose }: PersonMenuProps) => (
  <Menu
    trigger={
      <Button look="quiet" size="icon" aria-label={`More about ${name}`}>
        <Ellipsis aria-hidden className="size-4" />
      </Button>
    }
  >
    {steps.map((kind) => (
      <MenuItem key={kind} danger={kind === 'ban'} onSelect={() => onChoose(kind)}>
        {STEPS[kind][1]}
        {STEPS[kind][0]}
      </MenuItem>
    ))}
  </Menu>
)
