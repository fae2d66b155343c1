import { describe, expect, test } from 'vitest'
import { auditSentence } from '../../app/d/[id]/share/audit-sentence.ts'
import { stepWords } from '../../app/d/[id]/share/person-steps.ts'
import { AUDIT_ACTIONS, type AuditEntry } from '../../lib/api-schema.ts'
import { LANGUAGES } from '../../lib/i18n/languages.ts'
import { translatorOf } from '../../lib/i18n/translator.ts'

const entry = (given: Partial<AuditEntry>): AuditEntry => ({
  time: '2026-11-23T12:00:00.000Z',
  actor: 'Olive',
  action: 'created',
  subject: 'Rosa',
  detail: null,
  ...given,
})
const english = (given: Partial<AuditEntry>): string => auditSentence(translatorOf('en'), entry(given), 'en')
const german = (given: Partial<AuditEntry>): string => auditSentence(translatorOf('de'), entry(given), 'de')

describe('[I1] a change of access', () => {
  test('says who, whom and what', () => {
    expect(english({ action: 'granted', detail: { role: 'editor' } })).toBe('Olive lets Rosa edit')
    expect(german({ action: 'granted', detail: { role: 'editor' } })).toBe('Olive lässt Rosa bearbeiten')
    expect(english({ action: 'requested', detail: { role: 'no such' } })).toBe('Olive asked to open it')
  })

  test('[D4] keeps its order whatever letters the names have', () => {
    expect(english({ actor: 'لبنى', subject: 'רות', action: 'granted', detail: { role: 'editor' } })).toBe(
      '\u2068لبنى\u2069 lets \u2068רות\u2069 edit',
    )
    const step = stepWords(translatorOf('en'), { kind: 'remove', person: { id: 'a', name: 'רות' } }, false)
    expect(step.title).toBe('Remove \u2068רות\u2069?')
  })

  test('says somebody where nobody knows whom', () => {
    expect(english({ action: 'refused', subject: null })).toBe('Olive declined the request of somebody')
    expect(german({ action: 'refused', subject: null })).toBe('Olive hat die Anfrage von jemandem abgelehnt')
  })

  test('says all that was set on a link', () => {
    const link = { action: 'link', subject: null } as const
    expect(english({ ...link, detail: { role: null } })).toBe('Olive turned the link off')
    expect(english({ ...link, detail: { role: 'viewer', expiresAt: null } })).toBe(
      'Olive lets anyone with the link view',
    )
    const detail = { role: 'viewer', expiresAt: '2020-03-04T12:00:00.000Z', password: 'set' }
    expect(english({ ...link, detail })).toMatch(
      /^Olive lets anyone with the link view, until .*Mar 2020.*, with a new password$/,
    )
    expect(german({ ...link, detail })).toMatch(
      /^Olive lässt alle, die den Link haben, lesen, bis .*März 2020.*, mit neuem Passwort$/,
    )
  })

  test.each(LANGUAGES)('has words in %s whatever it is', (language) => {
    for (const action of AUDIT_ACTIONS) {
      expect(auditSentence(translatorOf(language), entry({ action }), language), action).toMatch(/^Olive /)
    }
  })
})

test('[I1] the question before somebody is removed speaks of the link only while it is on', () => {
  const step = { kind: 'remove', person: { id: '1', name: 'Rosa' } } as const
  const t = translatorOf('en')
  expect(stepWords(t, step, false).words).toBe('Rosa is told at once. What they wrote stays in the document.')
  expect(stepWords(t, step, true).words).toBe(
    'Rosa is told at once. What they wrote stays in the document. The link still lets them in: turn it off, or ban them, to prevent that.',
  )
})
