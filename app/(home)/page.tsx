import { getDocuments, getMe } from '../server-api.ts'
import { DocumentList } from './document-list.tsx'
import { EmptyHome } from './empty-home.tsx'
import { FreshOnReturn } from './fresh-on-return.tsx'
import { HomeHeader } from './home-header.tsx'

export default async function HomePage() {
  const [{ user }, documents] = await Promise.all([getMe(), getDocuments()])
  const now = Date.now()
  return (
    <div className="min-h-dvh">
      <FreshOnReturn renderedAt={now} />
      <HomeHeader visitor={user} />
      <main className="mx-auto w-full max-w-3xl px-4 pt-8 pb-24 sm:px-6 sm:pt-12">
        {documents.length === 0 ? (
          <EmptyHome />
        ) : (
          <DocumentList documents={documents} isGuest={user?.isGuest ?? true} now={now} />
        )}
      </main>
    </div>
  )
}
