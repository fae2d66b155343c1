import { getDocuments, getMe } from '../server-api.ts'
import { DocumentList } from './document-list.tsx'
import { EmptyHome } from './empty-home.tsx'
import { HomeHeader } from './home-header.tsx'

export default async function HomePage() {
  const [{ user }, documents] = await Promise.all([getMe(), getDocuments()])
  return (
    <div className="min-h-dvh">
      <HomeHeader visitor={user} />
      <main className="mx-auto w-full max-w-3xl px-4 pt-8 pb-24 sm:px-6 sm:pt-12">
        {documents.length === 0 ? (
          <EmptyHome />
        ) : (
          <DocumentList documents={documents} isGuest={user?.isGuest ?? true} now={Date.now()} />
        )}
      </main>
    </div>
  )
}
