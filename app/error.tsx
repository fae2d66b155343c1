'use client'

import Link from 'next/link'
import { Button } from './ui/button.tsx'
import { MessagePage } from './ui/message-page.tsx'

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string }
  readonly retry: () => void
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <MessagePage
      title="This page could not be shown"
      {...(error.digest === undefined ? {} : { code: `Report id ${error.digest}` })}
      actions={
        <>
          <Button look="primary" onClick={retry}>
            Try again
          </Button>
          <Button asChild>
            <Link href="/">Go to your documents</Link>
          </Button>
        </>
      }
    >
      <p>
        The server did not answer as it should. What was saved is on its disk, and changes it has not taken
        yet are kept on this device.
      </p>
    </MessagePage>
  )
}
