import type { ReactNode } from 'react'
import { Wordmark } from './wordmark.tsx'

export interface MessagePageProps {
  readonly title: string
  /** What happened and what is safe. */
  readonly children: ReactNode
  /** What to do, as buttons and plain links: what these need would come with every page, for each can be refused. */
  readonly actions?: ReactNode
  /** A code for whoever looks after the server; stands small at the end. */
  readonly code?: string
}

/** A page that says one thing: what happened, what is safe, what to do. */
export function MessagePage({ title, children, actions, code }: MessagePageProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center px-4 sm:px-6">
        <a href="/" className="rounded-md">
          <Wordmark />
        </a>
      </header>
      <main className="mx-auto flex w-full max-w-lg flex-1 flex-col justify-center px-6 pb-32">
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        <div className="mt-3 space-y-2 text-[15px] text-ink-soft leading-relaxed">{children}</div>
        {actions === undefined ? null : <div className="mt-7 flex flex-wrap gap-2">{actions}</div>}
        {code === undefined ? null : <p className="mt-10 font-mono text-ink-faint text-xs">{code}</p>}
      </main>
    </div>
  )
}
