import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './product.ts'

/** Cookies do not know ports: to the browser this other site is as near as one can be. */
test('[X1, SEC 1, SEC 40] a page of another origin opens no socket and changes nothing with the visitor’s cookie', async ({
  app,
  guest,
}) => {
  const elsewhere = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Elsewhere</title>')
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', () => resolve()))
  const visitor = await guest(app)
  const id = await visitor.newDocument(null)
  const page = await visitor.context.newPage()
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`)

  const socket = await page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const line = new WebSocket(url)
        line.onopen = () => resolve('open')
        line.onclose = ({ code }) => resolve(`closed ${code}`)
      }),
    `${app.url.replace('http', 'ws')}/sync/${id}`,
  )
  expect(socket).toBe('closed 1006')

  const answers: number[] = []
  page.on('response', (response) => answers.push(response.status()))
  await page.evaluate(async (url) => {
    const body = '{"role":"editor"}'
    const send = (type: string) =>
      fetch(url, {
        method: 'POST',
        mode: 'no-cors',
        credentials: 'include',
        headers: { 'content-type': type },
        body,
      })
    await send('text/plain').catch(() => undefined)
    await send('application/x-www-form-urlencoded').catch(() => undefined)
    await fetch(url, { method: 'PUT', credentials: 'include', body }).catch(() => undefined)
  }, `${app.url}/api/documents/${id}/link`)
  expect(answers.filter((status) => status < 400 && status !== 204)).toEqual([])
  const link = await visitor.context.request.get(`${app.url}/api/documents/${id}`)
  expect(await link.json()).toMatchObject({ link: { role: null } })
  await new Promise((resolve) => elsewhere.close(resolve))
})
