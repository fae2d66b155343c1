import type { Metadata } from 'next'
import { forbidden, notFound } from 'next/navigation'
import { parseDocumentId } from '../../../lib/ids.ts'
import { getTranslations } from '../../i18n/language.ts'
import { getDocument, getMe } from '../../server-api.ts'
import { SignInHere } from '../../sign-in-here.tsx'
import { Button } from '../../ui/button.tsx'
import { MessagePage } from '../../ui/message-page.tsx'
import { DocumentPage } from './document-page.tsx'
import { GuestEntry } from './guest-entry.tsx'

interface DocumentPageProps {
  readonly params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: DocumentPageProps): Promise<Metadata> {
  const { id } = await params
  if (parseDocumentId(id) === null) return {}
  const [t, document] = await Promise.all([getTranslations(), getDocument(id)])
  return { title: document.ok ? document.data.title || t('common.untitled') : t('page.tab') }
}

export default async function Page({ params }: DocumentPageProps) {
  const { id } = await params
  if (parseDocumentId(id) === null) notFound()
  const [document, me] = await Promise.all([getDocument(id), getMe()])
  if (document.ok && me.user !== null)
    return <DocumentPage key={id} document={document.data} visitor={me.user} provider={me.provider} />
  if (!document.ok && document.status === 404) notFound()
  if (!document.ok && document.status === 403) forbidden()
  if (me.guests && me.user === null) return <GuestEntry />
  const t = await getTranslations()
  return (
    <MessagePage
      title={t('entry.account.title')}
      actions={
        <>
          <SignInHere />
          <Button asChild>
            <a href="/">{t('entry.account.start')}</a>
          </Button>
        </>
      }
    >
      <p>{t('entry.account.words')}</p>
    </MessagePage>
  )
}
