'use client'

import { Tabs } from 'radix-ui'
import { useTranslations } from 'use-intl'
import type { DocumentDetails, Visitor } from '../../../../lib/api-schema.ts'
import { isolated } from '../../../../lib/isolated.ts'
import type { Person } from '../../../../lib/presence.ts'
import { can, type Role } from '../../../../lib/roles.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { AccessRequests } from './access-requests.tsx'
import { BannedPeople } from './banned-people.tsx'
import { CopyLink } from './copy-link.tsx'
import { History } from './history.tsx'
import { InviteForm } from './invite-form.tsx'
import { LeaveDocument } from './leave-document.tsx'
import { LinkSettings } from './link-settings.tsx'
import { MemberRow } from './member-row.tsx'
import { PeopleList } from './people-list.tsx'
import { useSharing } from './use-sharing.ts'

export interface SharingProps {
  readonly document: DocumentDetails
  /** The title as it is now. */
  readonly title: string
  readonly role: Role
  readonly visitor: Visitor
  /** Who has the document open. */
  readonly here: readonly Person[]
  /** Edits that are not on the server's disk yet. */
  readonly unsaved: number
  /** Something about who may do what has changed. */
  readonly onChange: () => void
  /** The visitor gave the document away. */
  readonly onTransferred: () => void
}

export interface ShareDialogProps extends SharingProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly focusAfter: () => HTMLElement | null
}

/** Who may open the document, as a dialog. */
export function ShareDialog({ open, onOpenChange, focusAfter, ...sharing }: ShareDialogProps) {
  const t = useTranslations()
  const { document, title } = sharing
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      focusAfter={focusAfter}
      title={t('share.title', { title: isolated(title || t('common.untitled')) })}
      className="sm:w-[35rem]"
      footer={
        <>
          <CopyLink id={document.id} />
          <Button onClick={() => onOpenChange(false)}>{t('share.done')}</Button>
        </>
      }
    >
      <Views {...sharing} />
    </Dialog>
  )
}

const TAB =
  'h-8 rounded-md px-3 font-medium text-[13px] text-ink-soft hover:text-ink data-[state=active]:bg-raised data-[state=active]:text-ink data-[state=active]:shadow-sm'

/** Its owner decides here; others see who they are with. */
function Views(props: SharingProps) {
  const t = useTranslations()
  if (!can(props.role, 'share')) return <OnlyPeople {...props} />
  return (
    <Tabs.Root defaultValue="people">
      <Tabs.List
        aria-label={t('share.parts')}
        className="inline-flex rounded-card border border-line bg-panel p-0.5"
      >
        <Tabs.Trigger value="people" className={TAB}>
          {t('share.people')}
        </Tabs.Trigger>
        <Tabs.Trigger value="history" className={TAB}>
          {t('share.history')}
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="people" className="mt-5 outline-none">
        <OwnersView {...props} />
      </Tabs.Content>
      <Tabs.Content value="history" className="mt-5 outline-none">
        <History id={props.document.id} />
      </Tabs.Content>
    </Tabs.Root>
  )
}

function OwnersView({ document, visitor, here, onChange, onTransferred }: SharingProps) {
  const sharing = useSharing(document.id, true, document)
  const { people, requests, problem, busy } = sharing
  const act: typeof sharing.act = async (work) => {
    const done = await sharing.act(work)
    if (done) onChange()
    return done
  }
  return (
    <div className="space-y-7">
      <InviteForm id={document.id} onInvite={act} />
      <Problem words={problem} />
      <AccessRequests id={document.id} requests={requests} busy={busy} act={act} />
      <PeopleList
        id={document.id}
        people={people}
        here={here}
        linkRole={document.link.role}
        visitor={visitor}
        busy={busy}
        act={act}
        onTransferred={onTransferred}
      />
      <LinkSettings id={document.id} link={document.link} onChange={onChange} />
      <BannedPeople id={document.id} banned={people?.banned ?? []} busy={busy} act={act} />
    </div>
  )
}

function OnlyPeople({ document, title, visitor, unsaved }: SharingProps) {
  const t = useTranslations()
  const { people, problem } = useSharing(document.id, false, document)
  return (
    <div className="space-y-6">
      <p className="text-ink-soft leading-relaxed">
        {t.rich('share.belongsTo', {
          name: document.owner.name,
          strong: (words) => (
            <strong className="font-medium text-ink">
              <bdi>{words}</bdi>
            </strong>
          ),
        })}
      </p>
      <Problem words={problem} />
      {people === null ? null : (
        <section aria-labelledby="with-access">
          <h3 id="with-access" className="font-semibold">
            {t('share.withAccess')}
          </h3>
          <ul className="mt-1">
            {people.members.map((member) => (
              <MemberRow key={member.userId} member={member} isSelf={member.userId === visitor.id} />
            ))}
          </ul>
        </section>
      )}
      <LeaveDocument id={document.id} title={title} visitorId={visitor.id} unsaved={unsaved} />
    </div>
  )
}
