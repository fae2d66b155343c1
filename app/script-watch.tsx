import { headers } from 'next/headers'
import { getTranslations } from './i18n/language.ts'

const TROUBLE_ID = 'scripts-missing'

/**
 * Asks again for a script of the page that did not come, as nothing on the page works without each of them; the
 * browser itself does not. In the end it shows what `ScriptWatch` has ready. Runs by itself before all others, so it
 * knows nothing from outside.
 */
function watchScripts(troubleId: string): void {
  const tries = 3
  const pauseMs = 500
  const asked = new Map<string, number>()
  const known = new Set<HTMLScriptElement>()
  const askAgain = (failed: HTMLScriptElement): void => {
    if (known.has(failed)) return
    known.add(failed)
    const address = failed.getAttribute('src') ?? ''
    const times = (asked.get(address) ?? 0) + 1
    asked.set(address, times)
    if (times > tries) {
      document.getElementById(troubleId)?.removeAttribute('hidden')
      return
    }
    setTimeout(() => {
      const again = document.createElement('script')
      again.setAttribute('src', address)
      again.setAttribute('async', '')
      again.nonce = failed.nonce
      document.head.append(again)
    }, pauseMs * times)
  }
  // those that the page wrote itself; who fetches one later hears of it and asks again
  const own = 'script[async][src^="/_next/"]'
  addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLScriptElement && target.matches(own)) askAgain(target)
    },
    true,
  )
  // what failed before this ran: it waits for the styles, as every script between them and the text does
  for (const script of document.querySelectorAll<HTMLScriptElement>(own)) {
    const [fetched] = performance.getEntriesByName(script.src) as PerformanceResourceTiming[]
    const status = fetched?.responseStatus
    if (status !== undefined && (status === 0 || status >= 400)) askAgain(script)
  }
}

/** The script above, and the words for when it asks in vain. */
export async function ScriptWatch() {
  const [sent, t] = [await headers(), await getTranslations()]
  const nonce = /'nonce-([^']+)'/.exec(sent.get('content-security-policy') ?? '')?.[1]
  return (
    <>
      <script
        nonce={nonce}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the text of the function above.
        dangerouslySetInnerHTML={{ __html: `(${watchScripts.toString()})(${JSON.stringify(TROUBLE_ID)})` }}
      />
      <div
        id={TROUBLE_ID}
        hidden
        suppressHydrationWarning
        role="alert"
        className="fixed bottom-4 left-1/2 z-50 w-[min(34rem,calc(100vw-32px))] -translate-x-1/2 rounded-card border border-line bg-raised px-4 py-3 text-[13px] text-ink shadow-float"
      >
        {t('common.scriptsMissing')}{' '}
        <a href="?" className="underline">
          {t('common.loadAgain')}
        </a>
      </div>
    </>
  )
}
