'use client'

import { CircleUserRound } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { Visitor } from '../../lib/api-schema.ts'
import { AccountItems } from '../account-items.tsx'
import { Bell } from '../notices/bell.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { FetchParts } from '../ui/late.tsx'
import { Menu } from '../ui/menu.tsx'
import { Wordmark } from '../ui/wordmark.tsx'

export function HomeHeader({ visitor }: { visitor: Visitor | null }) {
  const t = useTranslations()
  return (
    <header className="flex h-14 items-center justify-between px-4 sm:px-6">
      <Link href="/" aria-label={t('common.homeLink')} className="rounded-md">
        <Wordmark />
      </Link>
      <div className="flex items-center gap-2">
        {visitor === null || visitor.isGuest ? (
          <Button asChild look="quiet">
            <Link href="/sign-in">{t('common.signIn')}</Link>
          </Button>
        ) : null}
        {visitor === null ? null : <Bell visitor={visitor} />}
        <FetchParts />
        <Menu
          trigger={
            <Button look="quiet" size="icon" aria-label={t('home.account')} className="rounded-full">
              {visitor === null ? (
                <CircleUserRound aria-hidden className="size-5" />
              ) : (
                <Avatar name={visitor.name} color={visitor.color} />
              )}
            </Button>
          }
        >
          <AccountItems visitor={visitor} next="/" />
        </Menu>
      </div>
    </header>
  )
}
