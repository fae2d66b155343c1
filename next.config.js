/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  agentRules: false,
  // Messages are compiled before they leave the server (`app/i18n/compiled-messages.ts`): no parser goes to the browser.
  turbopack: {
    resolveAlias: {
      'use-intl/format-message': 'use-intl/format-message/format-only',
      // Libraries name it for Node alone.
      'next/dist/compiled/buffer': { browser: './app/no-buffer.ts' },
      // Undo is the document's.
      'prosemirror-history': { browser: './app/no-history.ts' },
      // Knows all domains of the internet: comes when the page rests.
      linkifyjs: { browser: './app/late-linkify.ts' },
    },
  },
  // Pictures come from the server with the visitor's cookie, as they are: nothing of Next.js fetches or keeps them.
  images: { unoptimized: true },
  experimental: {
    // `forbidden()` answers with status 403 and its own page.
    authInterrupts: true,
    // By default it becomes a list of languages, but what we ask for is the direction of a line.
    useLightningcss: true,
    lightningCssFeatures: { exclude: ['dir-selector'] },
  },
}

export default config
