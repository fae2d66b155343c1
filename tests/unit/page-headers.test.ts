import { expect, test } from 'vitest'
import { pageHeaders } from '../../server/page-headers.ts'

const facts = { nonce: 'n0nce', https: false, development: false }

test('[X2, SEC 27] scripts run by their nonce alone, in no frame, and send nothing elsewhere', () => {
  const { 'content-security-policy': policy } = pageHeaders(facts)
  const rules = new Map(
    policy?.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]),
  )
  expect(rules.get('script-src')).toBe("'self' 'nonce-n0nce' 'strict-dynamic'")
  for (const rule of ['object-src', 'base-uri', 'frame-ancestors']) expect(rules.get(rule)).toBe("'none'")
  for (const rule of ['default-src', 'connect-src', 'form-action']) expect(rules.get(rule)).toBe("'self'")
})

test('[SEC 44] a page is in no index, and its address in no other site’s log', () => {
  expect(pageHeaders(facts)).toMatchObject({ 'x-robots-tag': 'noindex', 'referrer-policy': 'same-origin' })
})

test('[SEC 4] whoever came by https comes by https again', () => {
  expect(pageHeaders(facts)).not.toHaveProperty('strict-transport-security')
  expect(pageHeaders({ ...facts, https: true })['strict-transport-security']).toMatch(/^max-age=\d{8,}$/)
})
