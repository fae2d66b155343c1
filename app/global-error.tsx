'use client'

import './globals.css'
import { LANGUAGES } from '../lib/i18n/languages.ts'
import { failed as de } from '../messages/de/failed.ts'
import { failed as en } from '../messages/en/failed.ts'
import { Button } from './ui/button.tsx'
import { MessagePage } from './ui/message-page.tsx'

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string }
}

const WORDS = { en, de }

/** Stands in for the layout, and so for what gives pages their language. */
export default function GlobalError({ error }: GlobalErrorProps) {
  const asked = typeof navigator === 'undefined' ? '' : navigator.language
  const language = LANGUAGES.find((each) => asked.startsWith(each)) ?? 'en'
  const words = WORDS[language]
  return (
    <html lang={language}>
      <body>
        <title>{'Scriptorium'}</title>
        <MessagePage
          title={words.title}
          {...(error.digest === undefined ? {} : { code: `${words.reportId} ${error.digest}` })}
          actions={
            <Button look="primary" onClick={() => window.location.reload()}>
              {words.loadAgain}
            </Button>
          }
        >
          <p>{words.words}</p>
        </MessagePage>
      </body>
    </html>
  )
}
