import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Takes the letters on a person's disc for words, and misses them in the name that is read out. */
const PICTURES = ['label-content-name-mismatch']

/** Fails with each violation and where it is, in the light and in the dark; there only colours are another matter. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(showsItsColors)
    const axe = new AxeBuilder({ page })
    if (colorScheme === 'dark') axe.withRules('color-contrast')
    else axe.withTags(RULES).disableRules(PICTURES)
    const { violations } = await axe.analyze()
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${colorScheme}: ${id}: ${html}\n${failureSummary}`),
    )
    expect(found, page.url()).toEqual([])
  }
}

/** Colours change with the next frame, and some of them take a moment. Runs in the page. */
async function showsItsColors(): Promise<void> {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  const ending = document
    .getAnimations()
    .filter(({ playState }) => playState === 'running')
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime ?? 0))
  await Promise.allSettled(ending.map(({ finished }) => finished))
}
