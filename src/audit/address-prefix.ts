import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network of an address: enough to see that two refusals came from one place, too little to name a household.
 * /24 of IPv4 (also when written as IPv6), /48 of IPv6; null for anything else.
 */
export function addressPrefix(address: string | null): string | null {
  const text = (address ?? '').replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '')
  if (isIPv4(text)) return `${text.split('.').slice(0, 3).join('.')}.0/24`
  if (!isIPv6(text)) return null
  const [head = '', tail] = text.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const dotted = text.includes('.') ? 1 : 0
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length - dotted
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right]
  return `${groups
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/48`
}
