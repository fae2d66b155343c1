import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { signedToken } from '../../server/session-cookie.ts'

const SECRET = 'a secret of the server'
const signed = (token: string, secret = SECRET): string =>
  encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`)

test.each([
  ['alone', `better-auth.session_token=${signed('abc')}`, 'abc'],
  ['among others', `a=b; better-auth.session_token=${signed('abc')}; c=d`, 'abc'],
  ['under https', `__Secure-better-auth.session_token=${signed('abc')}`, 'abc'],
  ['with dots in it', `better-auth.session_token=${signed('a.b.c')}`, 'a.b.c'],
  ['not there', 'other=1', null],
  ['of no cookie at all', '', null],
  ['of another name', `session_token=${signed('abc')}`, null],
  ['signed with another secret', `better-auth.session_token=${signed('abc', 'x')}`, null],
  ['without a signature', 'better-auth.session_token=abc', null],
  ['with an empty signature', 'better-auth.session_token=abc.', null],
  [
    'of which the token was changed',
    `better-auth.session_token=${signed('abc').replace('abc', 'abd')}`,
    null,
  ],
  ['that is no URL encoding', 'better-auth.session_token=%E0%A4%A', null],
])('[SEC 2] a session cookie %s', (_, header, token) => {
  expect(signedToken(header, SECRET)).toBe(token)
})
