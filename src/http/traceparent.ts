import type { IncomingHttpHeaders } from 'node:http'

/** Version 00 of W3C Trace Context; ids of nothing but zeros are no ids. */
const form = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/** The place in a distributed trace that a request came with; null for none, and for anything else that was sent. */
export function traceparentOf(headers: IncomingHttpHeaders): string | null {
  const sent = headers['traceparent']
  return typeof sent === 'string' && form.test(sent) ? sent : null
}
