import { expect, test } from 'vitest'
import { deflateOffer } from '../../server/deflate-offer.ts'

test.each([
  'permessage-deflate',
  'permessage-deflate; client_max_window_bits',
  'permessage-deflate; server_no_context_takeover; client_no_context_takeover',
  'permessage-deflate; client_max_window_bits=10; server_max_window_bits=15',
  'permessage-deflate; client_max_window_bits="10"',
])('[W5] %s is taken', (offer) => {
  expect(deflateOffer(offer)).toBe(offer)
})

test.each([
  undefined,
  '',
  'x-webkit-deflate-frame',
  'permessage-bzip2, permessage-foo; a=1',
  'permessage-deflate; server_max_window_bits=10',
  'permessage-deflate; server_max_window_bits',
  'permessage-deflate; client_max_window_bits=7',
  'permessage-deflate; client_max_window_bits=16',
  'permessage-deflate; client_no_context_takeover=true',
  'permessage-deflate; client_no_context_takeover; client_no_context_takeover',
  'permessage-deflate; unheard_of',
  'permessage-deflate; constructor',
  'permessage-deflate;;',
])('[W5] %s is declined, as if nothing had been offered', (offer) => {
  expect(deflateOffer(offer)).toBeNull()
})

test('[W5] the first that can be taken is', () => {
  const offers =
    'foo, permessage-deflate; server_max_window_bits=9, permessage-deflate; client_max_window_bits, permessage-deflate'
  expect(deflateOffer(offers)).toBe('permessage-deflate; client_max_window_bits')
})
