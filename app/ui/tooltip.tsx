'use client'

import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={350} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  )
}

/** A few words about the one child, which must be focusable. */
export function Tooltip({ words, hint, children }: { words: string; hint?: string; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex animate-float items-center gap-2 rounded-md bg-ink px-2 py-1 font-medium text-paper text-xs shadow-float"
        >
          {words}
          {hint === undefined ? null : <kbd className="font-sans opacity-65">{hint}</kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
