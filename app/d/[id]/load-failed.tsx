'use client'

import { Button } from '../../ui/button.tsx'

/** The server has the document but cannot read it: said in words, since an empty page would say it is empty. */
export function LoadFailed({ documentId, onTryNow }: { documentId: string; onTryNow: () => void }) {
  return (
    <div role="alert" data-testid="load-failed" className="document-column pt-16">
      <h2 className="font-semibold text-xl tracking-tight">The server cannot read this document now</h2>
      <p className="mt-3 text-[15px] text-ink-soft leading-relaxed">
        The server has a problem. Nothing was changed, and this page tries again by itself. If it lasts, tell
        whoever looks after this server the id below.
      </p>
      <Button look="primary" className="mt-6" onClick={onTryNow}>
        Try now
      </Button>
      <p className="mt-8 font-mono text-ink-faint text-xs">1011 · {documentId}</p>
    </div>
  )
}
