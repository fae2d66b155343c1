import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/source-serif-4/index.css'
import '@fontsource-variable/source-serif-4/wght-italic.css'
import '@fontsource-variable/inter/wght-italic.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import './globals.css'
import { directionOf } from '../lib/i18n/languages.ts'
import { compiledMessages } from './i18n/compiled-messages.ts'
import { getTranslations, readLanguage } from './i18n/language.ts'
import { WordsProvider } from './i18n/words-provider.tsx'
import { readPreferences } from './preferences.ts'
import { ScriptWatch } from './script-watch.tsx'
import { PartTrouble } from './ui/part-trouble.tsx'
import { TooltipProvider } from './ui/tooltip.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations()
  return {
    title: { default: t('common.name'), template: `%s · ${t('common.name')}` },
    description: t('common.promise'),
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  // The toolbar stands on the keyboard, so the page has to shrink with it.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fdfcfa' },
    { media: '(prefers-color-scheme: dark)', color: '#131519' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [{ theme, font }, language] = await Promise.all([readPreferences(), readLanguage()])
  return (
    <html lang={language} dir={directionOf(language)} data-theme={theme} data-font={font}>
      <body>
        <ScriptWatch />
        <WordsProvider language={language} messages={compiledMessages(language)}>
          <TooltipProvider>{children}</TooltipProvider>
          <PartTrouble />
        </WordsProvider>
      </body>
    </html>
  )
}
