'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Member } from '../../../../lib/api-schema.ts'
import { Avatar } from '../../../ui/avatar.tsx'

export interface MemberRowProps {
  readonly member: Pick<Member, 'name' | 'color' | 'role'>
  readonly isSelf: boolean
  /** An address, or what else tells people of one name apart. */
  readonly below?: string
  /** What can be changed; without it the role stands there in words. */
  readonly children?: ReactNode
}

/** A person in the list of those who have access. */
export function MemberRow({ member, isSelf, below, children }: MemberRowProps) {
  const t = useTranslations()
  return (
    <li className="flex min-h-12 items-center gap-3 py-1.5">
      <Avatar name={member.name} color={member.color} className="shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          <bdi>{member.name}</bdi>
          {isSelf ? <span className="font-normal text-ink-soft">{` ${t('share.you')}`}</span> : null}
        </p>
        {below === undefined ? null : <p className="truncate text-[13px] text-ink-soft">{below}</p>}
      </div>
      {children ?? <span className="pe-2 text-[13px] text-ink-soft">{t(`common.canBe.${member.role}`)}</span>}
    </li>
  )
}
