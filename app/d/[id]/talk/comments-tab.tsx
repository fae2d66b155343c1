'use client'

import type { TalkProps } from './talk-side.tsx'

/** Shown once `TALK_TABS` names it. */
export function CommentsTab(_: TalkProps) {
  return null
}
