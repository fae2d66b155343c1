'use client'

import { CircleUserRound, LogIn, LogOut, Monitor, Moon, Sun, UserPlus } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { Visitor } from '../lib/api-schema.ts'
import { forgetCopies } from '../lib/forget-copies.ts'
import { signOut } from './account-api.ts'
import { MenuChoice, MenuItem, MenuLabel, MenuLine } from './ui/menu.tsx'
import { usePreferences } from './use-preferences.ts'

const THEME_OPTIONS = [
  ['system', 'Same as the system', <Monitor key="system" />],
  ['light', 'Light', <Sun key="light" />],
  ['dark', 'Dark', <Moon key="dark" />],
] as const

export type JoinKind = 'sign-up' | 'sign-in'

export interface AccountItemsProps {
  readonly visitor: Visitor | null
  /** Where signing in returns to. */
  readonly next: string
  /** Signs in or up on this page instead of leaving it. */
  readonly onJoin?: (kind: JoinKind) => void
}

/** The part of a menu about the visitor and the looks. */
export function AccountItems({ visitor, next, onJoin }: AccountItemsProps) {
  const [{ theme }, change] = usePreferences()
  return (
    <>
      <MenuLabel>Appearance</MenuLabel>
      <MenuChoice value={theme} options={THEME_OPTIONS} onChoose={(value) => change({ theme: value })} />
      <MenuLine />
      {visitor === null ? null : (
        <>
          <MenuLabel>{visitor.email ?? `${visitor.name}, guest`}</MenuLabel>
          <MenuItem asChild>
            <Link href="/account">
              <CircleUserRound aria-hidden />
              {visitor.isGuest ? 'Your name and colour' : 'Your account'}
            </Link>
          </MenuItem>
        </>
      )}
      {visitor === null || visitor.isGuest ? (
        <>
          <JoinItem kind="sign-up" next={next} onJoin={onJoin} />
          <JoinItem kind="sign-in" next={next} onJoin={onJoin} />
        </>
      ) : (
        <SignOutItem userId={visitor.id} />
      )}
    </>
  )
}

function JoinItem({
  kind,
  next,
  onJoin,
}: {
  kind: JoinKind
  next: string
  onJoin: AccountItemsProps['onJoin'] | undefined
}) {
  const words = kind === 'sign-up' ? 'Create an account' : 'Sign in'
  const icon = kind === 'sign-up' ? <UserPlus aria-hidden /> : <LogIn aria-hidden />
  if (onJoin !== undefined) {
    return (
      <MenuItem onSelect={() => onJoin(kind)}>
        {icon}
        {words}
      </MenuItem>
    )
  }
  return (
    <MenuItem asChild>
      <Link href={`/${kind}${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`}>
        {icon}
        {words}
      </Link>
    </MenuItem>
  )
}

/** Leaves nothing to read on this device. The menu stays open when the server refuses, and says so. */
function SignOutItem({ userId }: { userId: string }) {
  const [error, setError] = useState<string | null>(null)
  const leave = async () => {
    setError(null)
    const result = await signOut()
    if (!result.ok) {
      setError(result.message)
      return
    }
    await forgetCopies(userId)
    window.location.assign('/')
  }
  return (
    <>
      <MenuItem
        onSelect={(event) => {
          event.preventDefault()
          void leave()
        }}
      >
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
      {error === null ? null : (
        <p role="alert" className="max-w-56 px-2 pb-1 text-[13px] text-warning">
          {error}
        </p>
      )}
    </>
  )
}
