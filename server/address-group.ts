import { isIPv4, isIPv6 } from 'node:net'

/** What is said for an address is at most so long. */
const MAX_LENGTH = 64
/** Of the eight groups of an IPv6 address those that one line is given; the rest it chooses by itself. */
const NETWORK_GROUPS = 4

/**
 * Whom limits take for one: an IPv4 address, also one written as IPv6, or the /64 network of an IPv6 address. What
 * is neither stands for itself.
 */
export function addressGroup(address: string): string {
  const [plain = ''] = address.split('%')
  const mapped = /^::ffff:([\d.]+)$/i.exec(plain)?.[1]
  if (mapped !== undefined && isIPv4(mapped)) return mapped
  if (!isIPv6(plain)) return address.slice(0, MAX_LENGTH)
  const [before = '', after] = plain.split('::')
  const head = before === '' ? [] : before.split(':')
  // where `::` stands in the network part, as many zeros as the host part leaves
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const zeros = Array(Math.max(0, 8 - head.length - tail.length)).fill('0')
  const groups = after === undefined ? head : [...head, ...zeros, ...tail]
  return `${groups.slice(0, NETWORK_GROUPS).map(shortest).join(':')}::/64`
}

const shortest = (group: string): string => group.toLowerCase().replace(/^0+(?=.)/, '')
