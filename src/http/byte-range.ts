import type { ByteRange } from '../connector/contract.ts'

/** What a `Range` header asks of a file: all of it, a part, or something it does not have. */
export type RangeAnswer =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly range: ByteRange & { readonly end: number } }
  | { readonly kind: 'unsatisfiable' }

/**
 * Reads a `Range` header (RFC 9110, section 14). Several ranges, other units and malformed text are ignored, as the
 * RFC allows: the whole file is sent.
 */
export function readRange(header: string | undefined, sizeBytes: number | null): RangeAnswer {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(header ?? '')
  const [, from = '', to = ''] = match ?? []
  if (match === null || sizeBytes === null || (from === '' && to === '')) return { kind: 'whole' }
  if (from === '') return lastBytes(Number(to), sizeBytes)
  const start = Number(from)
  const end = to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1)
  if (to !== '' && Number(to) < start) return { kind: 'whole' }
  return start < sizeBytes ? { kind: 'part', range: { start, end } } : { kind: 'unsatisfiable' }
}

function lastBytes(count: number, sizeBytes: number): RangeAnswer {
  if (count === 0 || sizeBytes === 0) return { kind: 'unsatisfiable' }
  return { kind: 'part', range: { start: Math.max(0, sizeBytes - count), end: sizeBytes - 1 } }
}
