import { NewDocumentButton } from './new-document-button.tsx'

const PROMISES = [
  ['Saved means saved', 'The word appears when your text is on the server’s disk, and not before.'],
  ['Together', 'Send a link and write in the same paragraph, with a caret for everyone.'],
  ['Keeps writing offline', 'A lost connection loses nothing: your changes wait on this device.'],
] as const

/** The home of somebody who has no documents yet: one thing to do, and what to expect of it. */
export function EmptyHome() {
  return (
    <div className="pt-[8vh]">
      <h1 className="max-w-lg text-balance font-semibold text-4xl leading-[1.12] tracking-tight sm:text-5xl">
        A quiet room to write in, together.
      </h1>
      <p className="mt-5 max-w-md text-[17px] text-ink-soft leading-relaxed">
        Start a page and write. You need no account; you can make one later and keep what you wrote.
      </p>
      <div className="mt-8">
        <NewDocumentButton size="medium" />
      </div>
      <dl className="mt-16 grid gap-8 border-line border-t pt-8 sm:grid-cols-3">
        {PROMISES.map(([title, words]) => (
          <div key={title}>
            <dt className="font-semibold">{title}</dt>
            <dd className="mt-1 text-ink-soft">{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
