'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { Button, type ButtonProps } from './ui/button.tsx'

/** Leads to the sign-in page and from there back here. */
export function SignInHere({ look = 'primary' }: Pick<ButtonProps, 'look'>) {
  const t = useTranslations()
  const path = usePathname()
  return (
    <Button asChild look={look}>
      <a href={`/sign-in?next=${encodeURIComponent(path)}`}>{t('common.signIn')}</a>
    </Button>
  )
}
