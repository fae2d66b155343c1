'use client'

import { CircleUserRound, Gauge, LogIn, LogOut, Monitor, Moon, Sun, UserPlus } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Visitor } from '../lib/api-schema.ts'
import { forgetCopies } from '../lib/forget-copies.ts'
import { LANGUAGE_NAMES, LANGUAGES } from '../lib/i18n/languages.ts'
import { isolated } from '../lib/isolated.ts'
import { signOut } from './account-api.ts'
import { useLanguage } from './i18n/use-language.ts'
import { MenuChoice, MenuItem, MenuLabel, MenuLine } from './ui/menu.tsx'
import { usePreferences } from './use-preferences.ts'

const THEME_ICONS = [
  ['system', <Monitor key="system" />],
  ['light', <Sun key="light" />],
  ['dark', <Moon key="dark" />],
] as const

const LANGUAGE_OPTIONS = LANGUAGES.map((language) => [language, LANGUAGE_NAMES[language], null] as const)

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
  const t = useTranslations()
  const [{ theme }, change] = usePreferences()
  const [language, chooseLanguage] = useLanguage()
  const themes = THEME_ICONS.map(([value, icon]) => [value, t(`common.appearance.${value}`), icon] as const)
  return (
    <>
      <MenuLabel>{t('common.appearance.heading')}</MenuLabel>
      <MenuChoice value={theme} options={themes} onChoose={(value) => change({ theme: value })} />
      <MenuLabel>{t('common.appearance.language')}</MenuLabel>
      <MenuChoice value={language} options={LANGUAGE_OPTIONS} onChoose={chooseLanguage} />
      <MenuLine />
      {visitor === null ? null : (
        <>
          <MenuLabel>{visitor.email ?? t('common.guestName', { name: isolated(visitor.name) })}</MenuLabel>
          <MenuItem asChild>
            <Link href="/account">
              <CircleUserRound aria-hidden />
              {visitor.isGuest ? t('common.profile') : t('common.account')}
            </Link>
          </MenuItem>
          {visitor.isOperator ? (
            <MenuItem asChild>
              <Link href="/admin">
                <Gauge aria-hidden />
                {t('admin.link')}
              </Link>
            </MenuItem>
          ) : null}
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
  const t = useTranslations()
  const words = kind === 'sign-up' ? t('common.createAccount') : t('common.signIn')
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
  const t = useTranslations()
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
        {t('common.signOut')}
      </MenuItem>
      {error === null ? null : (
        <p role="alert" className="max-w-56 px-2 pb-1 text-[13px] text-warning">
          {error}
        </p>
      )}
    </>
  )
}
