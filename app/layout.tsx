import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/source-serif-4/index.css'
import '@fontsource-variable/source-serif-4/wght-italic.css'
import '@fontsource-variable/inter/wght-italic.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import './globals.css'
import { readPreferences } from './preferences.ts'
import { TooltipProvider } from './ui/tooltip.tsx'

export const metadata: Metadata = {
  title: { default: 'Scriptorium', template: '%s · Scriptorium' },
  description: 'Write together. What it calls saved is on the disk.',
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
  const { theme, font } = await readPreferences()
  return (
    <html lang="en" data-theme={theme} data-font={font}>
      <body>
        <TooltipProvider>{children}</TooltipProvider>
      </body>
    </html>
  )
}
