'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ConnectionSnapshot } from '../../../lib/document-connection.ts'
import { isolated } from '../../../lib/isolated.ts'
import { Button } from '../../ui/button.tsx'
import { GatheringNotice } from './gathering-notice.tsx'
import { NoticeBar } from './notice-bar.tsx'
import type { Remedy } from './remedy.ts'
import { mergeWords } from './save-words.ts'
import { sentences } from './status-words.ts'

/** How long is told what met after the page came back. */
const MERGE_MS = 15_000

/** Something that went wrong on this page, as a sentence, and what can be done about it. */
export interface Problem {
  readonly words: string
  readonly remedy: Remedy | undefined
}

export interface DocumentNoticesProps {
  readonly snapshot: ConnectionSnapshot | null
  readonly onRoleSeen: () => void
  readonly problem: Problem | null
  readonly onProblemSeen: () => void
  /** Good news. */
  readonly news: string | null
  readonly onNewsSeen: () => void
  /** Goes where somebody asks everybody to look, or not. */
  readonly onGo: () => void
  readonly onNotNow: () => void
  /** Other lines of the page, which look after themselves. */
  readonly children: ReactNode
}

/** What a person is told while they write: each a sentence at the edge, until it is put away. */
export function DocumentNotices(props: DocumentNoticesProps) {
  const t = useTranslations()
  const { snapshot, problem, news } = props
  const [seen, setSeen] = useState<ConnectionSnapshot['notice']>(null)
  const roleChange = snapshot?.status.kind === 'stopped' ? null : (snapshot?.roleChange ?? null)
  const notice = snapshot?.notice ?? null
  const [mergeSeen, setMergeSeen] = useState<ConnectionSnapshot['merge']>(null)
  const merge = snapshot?.merge ?? null
  const gathering = snapshot?.gathering ?? null
  useEffect(() => {
    if (merge === null) return
    const timer = setTimeout(() => setMergeSeen(merge), MERGE_MS)
    return () => clearTimeout(timer)
  }, [merge])
  return (
    <div className="document-notices">
      {roleChange === null ? null : (
        <NoticeBar tone="info" onDismiss={props.onRoleSeen}>
          {sentences(
            roleChange.by === null
              ? t('page.accessChanged')
              : t('page.accessChangedBy', { name: isolated(roleChange.by) }),
            t(`page.mayNow.${roleChange.role}`),
          )}
        </NoticeBar>
      )}
      {notice === null || notice === seen ? null : (
        <NoticeBar tone="info" onDismiss={() => setSeen(notice)}>
          {notice.text}
        </NoticeBar>
      )}
      {gathering === null ? null : (
        <GatheringNotice by={gathering.by} onGo={props.onGo} onNotNow={props.onNotNow} />
      )}
      {merge === null || merge === mergeSeen ? null : (
        <NoticeBar tone="info" onDismiss={() => setMergeSeen(merge)}>
          {mergeWords(t, merge)}
        </NoticeBar>
      )}
      {news === null ? null : (
        <NoticeBar tone="info" onDismiss={props.onNewsSeen}>
          {news}
        </NoticeBar>
      )}
      {problem === null ? null : (
        <NoticeBar
          tone="warning"
          onDismiss={props.onProblemSeen}
          actions={
            problem.remedy === undefined ? undefined : (
              <Button
                size="small"
                onClick={() => {
                  props.onProblemSeen()
                  problem.remedy?.run()
                }}
              >
                {problem.remedy.label}
              </Button>
            )
          }
        >
          {problem.words}
        </NoticeBar>
      )}
      {props.children}
    </div>
  )
}
