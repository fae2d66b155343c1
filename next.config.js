/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  agentRules: false,
  experimental: {
    // `forbidden()` answers with status 403 and its own page.
    authInterrupts: true,
  },
}

export default config
