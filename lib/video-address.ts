/** The only hosts that a frame in a page may be from; the pages' policy names the same. */
export const FRAME_HOSTS = ['https://www.youtube-nocookie.com', 'https://player.vimeo.com'] as const

export interface Video {
  readonly provider: 'YouTube' | 'Vimeo'
  /** The page of the video, for people and for the document. */
  readonly page: string
  /** What a frame shows, on one of `FRAME_HOSTS`. */
  readonly frame: string
}

const LONGEST_ADDRESS = 2_000
const YOUTUBE: ReadonlySet<string> = new Set([
  'youtube.com',
  'www.youtube.com',
  'm.youtube.com',
  'www.youtube-nocookie.com',
])
const VIMEO: ReadonlySet<string> = new Set(['vimeo.com', 'www.vimeo.com', 'player.vimeo.com'])

function youTubeId({ hostname, pathname, searchParams }: URL): string | null {
  if (hostname === 'youtu.be') return pathname.slice(1)
  if (!YOUTUBE.has(hostname)) return null
  if (pathname === '/watch') return searchParams.get('v')
  return /^\/(?:embed|shorts|live)\/([^/]+)\/?$/.exec(pathname)?.[1] ?? null
}

/**
 * The video at an address that somebody gave; null when it is none that can be shown. Only the id of the video is
 * taken from the address, so nothing else of it gets into a frame.
 */
export function videoAt(address: unknown): Video | null {
  if (typeof address !== 'string' || address.length > LONGEST_ADDRESS || !URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (url.username !== '' || url.password !== '' || url.port !== '') return null
  const youTube = youTubeId(url)
  if (youTube !== null && /^[\w-]{11}$/.test(youTube)) {
    return {
      provider: 'YouTube',
      page: `https://www.youtube.com/watch?v=${youTube}`,
      frame: `${FRAME_HOSTS[0]}/embed/${youTube}?autoplay=1`,
    }
  }
  const vimeo = VIMEO.has(url.hostname) ? /^\/(?:video\/)?(\d{1,12})\/?$/.exec(url.pathname)?.[1] : undefined
  if (vimeo === undefined) return null
  return {
    provider: 'Vimeo',
    page: `https://vimeo.com/${vimeo}`,
    frame: `${FRAME_HOSTS[1]}/video/${vimeo}?autoplay=1&dnt=1`,
  }
}
