'use client'

import { useCallback, useEffect, useState } from 'react'
import type { AccessRequest, MemberList } from '../../../../lib/api-schema.ts'
import type { Outcome } from '../../../request.ts'
import { getMembers, getRequests } from './sharing-api.ts'

export interface Sharing {
  /** Null until the server has answered. */
  readonly people: MemberList | null
  readonly requests: readonly AccessRequest[]
  /** What went wrong last, as a sentence. */
  readonly problem: string | null
  readonly busy: boolean
  /** Makes a change, then reads anew what it came to. Resolves to whether it was made. */
  readonly act: (work: () => Promise<Outcome<unknown>>) => Promise<boolean>
}

/** Who has which access to a document. `changed` is anything that says that it may be another one now. */
export function useSharing(id: string, maySee: boolean, changed: unknown): Sharing {
  const [people, setPeople] = useState<MemberList | null>(null)
  const [requests, setRequests] = useState<readonly AccessRequest[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const load = useCallback(async () => {
    const [members, waiting] = await Promise.all([getMembers(id), maySee ? getRequests(id) : null])
    if (members.ok) setPeople(members.data)
    else setProblem(members.message)
    setRequests(waiting?.ok === true ? waiting.data.requests : [])
  }, [id, maySee])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `changed` is what makes the answer stale.
  useEffect(() => {
    void load()
  }, [load, changed])

  const act = useCallback(
    async (work: () => Promise<Outcome<unknown>>) => {
      setBusy(true)
      setProblem(null)
      const result = await work()
      if (!result.ok) setProblem(result.message)
      await load()
      setBusy(false)
      return result.ok
    },
    [load],
  )
  return { people, requests, problem, busy, act }
}
