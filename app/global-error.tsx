'use client'

import './globals.css'
import { Button } from './ui/button.tsx'
import { MessagePage } from './ui/message-page.tsx'

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string }
}

export default function GlobalError({ error }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Scriptorium</title>
        <MessagePage
          title="Scriptorium could not start on this page"
          {...(error.digest === undefined ? {} : { code: `Report id ${error.digest}` })}
          actions={
            <Button look="primary" onClick={() => window.location.reload()}>
              Load again
            </Button>
          }
        >
          <p>Nothing was lost: what was saved is on the server’s disk.</p>
        </MessagePage>
      </body>
    </html>
  )
}
