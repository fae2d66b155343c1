import { expect, test } from 'vitest'
import { addressGroup } from '../../server/address-group.ts'
import { ConnectionLimits } from '../../server/connection-limits.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:0002:ffff::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:aaaa:bbbb:cccc:dddd', '2001:db8:0:0::/64'],
  ['2001:db8::5:6:7:8:9', '2001:db8:0:5::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
  ['', ''],
])('[H11] limits take %s for %s', (address, group) => {
  expect(addressGroup(address)).toBe(group)
})

test('[H11] what is made up is cut', () => {
  expect(addressGroup('x'.repeat(10_000))).toHaveLength(64)
})

test('[H11] who changes the address within a network is one; another network is another', () => {
  const limits = new ConnectionLimits(1_000, () => 0)
  const allowed = Array.from({ length: 2_000 }, (_, i) =>
    limits.attempt(`guest ${i}`, `2001:db8:1:2::${i.toString(16)}`),
  ).filter((wait) => wait === null)
  expect(allowed).toHaveLength(500)
  expect(limits.attempt('ann', '2001:db8:1:3::1')).toBeNull()
})
