import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

const BLOCKS = `<h1>ملاحظات الميدان</h1><p>12 عاد النهر (see the mill).</p><p>English, ثم عربي.</p>
<ul><li><p>أحد عشر</p></li><li><p>One</p></li></ul>
<ul data-type="taskList"><li data-type="taskItem"><p>שלח את הדוח</p></li><li data-type="taskItem"><p>Copy</p></li></ul>
<blockquote><p>لم يرسمها أحد</p></blockquote><div data-callout="tip"><p>الضفة زلقة</p></div><div data-toggle><p>تفاصيل</p></div>
<table><tr><td><p>المقطع</p></td><td><p>Nests</p></td></tr></table><pre><code>// تعليق</code></pre>
<p>نص <span data-math="inline">x^2</span> نص</p>`

async function paste({ text, page }: Sheet, html: string): Promise<void> {
  await text.click()
  await page.keyboard.press('Control+a')
  await text.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, html)
}

/** The direction of each element that matches, in their order. */
const directions = ({ text }: Sheet, selector: string): Promise<string[]> =>
  text.locator(selector).evaluateAll((elements) => elements.map((each) => getComputedStyle(each).direction))

/** Whether the first is drawn right of the second. */
const isRightOf = ({ text }: Sheet, first: string, second: string): Promise<boolean> =>
  text.evaluate(
    (dom, [a, b]) => {
      const leftOf = (selector: string) =>
        dom.querySelector(selector)?.getBoundingClientRect().left ?? Number.NaN
      return leftOf(a) > leftOf(b)
    },
    [first, second] as const,
  )

test('[D1, D2] each line, and what belongs to it, stands in its own direction', async ({ app, account }) => {
  const ada = await account(app, 'Ada')
  const sheet = await ada.open(await ada.newDocument())
  await paste(sheet, BLOCKS)
  await sheet.isNow('saved')
  expect(await directions(sheet, '> h1, > p')).toEqual(['rtl', 'rtl', 'ltr', 'rtl'])
  expect(await directions(sheet, 'li')).toEqual(['rtl', 'ltr', 'rtl', 'ltr'])
  expect(await directions(sheet, 'blockquote, .callout, .toggle')).toEqual(['rtl', 'rtl', 'rtl'])
  expect(await directions(sheet, 'table, td p')).toEqual(['ltr', 'rtl', 'ltr'])
  expect(await directions(sheet, 'pre code, .formula')).toEqual(['ltr', 'ltr'])
  expect(await isRightOf(sheet, '.task-box', '[data-type=taskItem] p')).toBe(true)
  expect(await isRightOf(sheet, '.callout-sign', '.callout-body')).toBe(true)
  expect(await isRightOf(sheet, '.toggle-button', '.toggle-body')).toBe(true)
  const widths = await sheet.text
    .locator('blockquote')
    .evaluate((quote) => [getComputedStyle(quote).borderRightWidth, getComputedStyle(quote).borderLeftWidth])
  expect(widths).toEqual(['3px', '0px'])
  // an item that is begun stands below the others; its first letter decides
  await sheet.text.getByText('أحد عشر').click()
  await sheet.page.keyboard.press('End')
  await sheet.page.keyboard.press('Enter')
  await expect.poll(() => directions(sheet, 'li')).toEqual(['rtl', 'rtl', 'ltr', 'rtl', 'ltr'])
  await sheet.page.keyboard.type('a')
  await expect.poll(() => directions(sheet, 'li')).toEqual(['rtl', 'ltr', 'ltr', 'rtl', 'ltr'])
})

/** How much of the first paragraph stands before the caret, in letters, and where it is drawn from the left, in CSS pixels. */
const ownCaret = ({ paragraph }: Sheet): Promise<{ letters: number; left: number }> =>
  paragraph.evaluate((line) => {
    const selection = getSelection()
    if (selection === null || selection.focusNode === null) throw new Error('no caret')
    const before = document.createRange()
    before.setStart(line, 0)
    before.setEnd(selection.focusNode, selection.focusOffset)
    const { left } = selection.getRangeAt(0).getBoundingClientRect()
    return { letters: before.toString().length, left }
  })

test('[D3] arrow keys lead through both directions and over a chip, and others see the caret there', async ({
  app,
  account,
  guest,
}) => {
  const [ada, visitor] = [await account(app, 'Ada'), await guest(app)]
  const id = await ada.newDocument()
  const sheet = await ada.open(id)
  const [start, middle, end] = ['نص ', ' بعد ab', ' ثم']
  const chip = `<span data-mention="person" data-id="${ada.id}">@Ada</span>`
  await paste(sheet, `<h1>Title</h1><p>${start}${chip}${middle}${end}</p>`)
  await sheet.isNow('saved')
  const theirs = await visitor.open(id)
  const { page } = sheet
  await sheet.paragraph.click()
  await page.keyboard.press('Home')
  const line = `${start}@Ada${middle}${end}`

  /** Presses a key until the caret stands before or behind everything, and says how many letters were before it. */
  const pressTo = async (key: string, letters: number): Promise<number[]> => {
    const seen: number[] = []
    for (let presses = 0; presses <= line.length && seen.at(-1) !== letters; presses += 1) {
      seen.push((await ownCaret(sheet)).letters)
      await page.keyboard.press(key)
    }
    return seen
  }
  const there = await pressTo('ArrowLeft', line.length)
  expect(there).toEqual([...there].sort((a, b) => a - b))
  // the chip is one stop: the name in it is nobody's place
  expect(there.filter((letters) => letters > start.length && letters < start.length + 4)).toEqual([])
  const back = await pressTo('ArrowRight', 0)
  expect(back).toEqual([...back].sort((a, b) => b - a))

  for (const letters of [2, line.length - 3]) {
    await page.keyboard.press('Home')
    await pressTo('ArrowLeft', letters)
    await page.keyboard.press('ArrowRight')
    const { left } = await ownCaret(sheet)
    await expect
      .poll(async () => Math.abs(((await theirs.carets.boundingBox())?.x ?? Number.NaN) - left))
      .toBeLessThanOrEqual(2)
  }
})
