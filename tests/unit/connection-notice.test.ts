import { expect, test } from 'vitest'
import { controlsOf, fakeConnection } from './fake-connection.ts'

test('[I2] a notice is in the language of the page that the connection belongs to', () => {
  for (const [language, text] of [
    ['en', 'Olive took away your access.'],
    ['de', 'Olive hat dir den Zugang genommen.'],
  ] as const) {
    const fake = fakeConnection({ language })
    fake.connection.notify((t) => t('notices.revoked', { name: 'Olive' }))
    expect(controlsOf(fake)).toEqual([{ type: 'notice', text }])
  }
})
