'use client'

import { LogIn, LogOut, Monitor, Moon, Sun, UserPlus } from 'lucide-react'
import Link from 'next/link'
import type { Visitor } from '../lib/api-schema.ts'
import { signOut } from './api.ts'
import { MenuChoice, MenuItem, MenuLabel, MenuLine } from './ui/menu.tsx'
import { usePreferences } from './use-preferences.ts'

const THEME_OPTIONS = [
  ['system', 'Same as the system', <Monitor key="system" />],
  ['light', 'Light', <Sun key="light" />],
  ['dark', 'Dark', <Moon key="dark" />],
] as const

/** The part of a menu about the visitor and the looks. `next` is where signing in returns to. */
export function AccountItems({ visitor, next }: { visitor: Visitor | null; next: string }) {
  const [{ theme }, change] = usePreferences()
  const query = next === '/' ? '' : `?next=${encodeURIComponent(next)}`
  const leave = async () => {
    const result = await signOut()
    if (result.ok) window.location.assign('/')
  }
  return (
    <>
      <MenuLabel>Appearance</MenuLabel>
      <MenuChoice value={theme} options={THEME_OPTIONS} onChoose={(value) => change({ theme: value })} />
      <MenuLine />
      {visitor === null || visitor.isGuest ? (
        <>
          <MenuItem asChild>
            <Link href={`/sign-up${query}`}>
              <UserPlus aria-hidden />
              Create an account
            </Link>
          </MenuItem>
          <MenuItem asChild>
            <Link href={`/sign-in${query}`}>
              <LogIn aria-hidden />
              Sign in
            </Link>
          </MenuItem>
        </>
      ) : (
        <>
          <MenuLabel>{visitor.email ?? visitor.name}</MenuLabel>
          <MenuItem onSelect={leave}>
            <LogOut aria-hidden />
            Sign out
          </MenuItem>
        </>
      )}
    </>
  )
}
