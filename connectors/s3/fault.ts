import { Fault, upstreamInvalid, upstreamTimeout, upstreamUnavailable } from '../../src/connector/index.ts'
import { ReplyTooLargeError } from './client.ts'

/** What was being done, for the log. */
export interface Attempted {
  readonly source: string
  readonly operation: string
}

/** Whether the store says that it has no such object. A missing bucket is a wrong configuration instead. */
function isMissing(error: unknown): boolean {
  return statusOf(error) === 404 && !(error instanceof Error && error.name === 'NoSuchBucket')
}

/**
 * The fault behind an error of the SDK that the host's guard let through. Refused credentials (401, 403), a missing
 * bucket and a redirect to another region are UPSTREAM_UNAVAILABLE and not retryable: they end when somebody changes
 * a configuration. Missing objects are NOT_FOUND. Nothing of the store's own words reaches the caller.
 */
export function toFault(error: unknown, attempted: Attempted): Fault {
  if (error instanceof Fault) return error
  const facts = { ...attempted, cause: error }
  const status = statusOf(error)
  if (error instanceof ReplyTooLargeError) return upstreamInvalid({ ...facts, retryable: false })
  if (error instanceof Error && error.name === 'TimeoutError') return upstreamTimeout(facts)
  if (isMissing(error)) return refusal('NOT_FOUND', 'There is no such file.', facts)
  if (status === 416) return refusal('BAD_USER_INPUT', 'The range lies outside the file.', facts)
  if (status === 429) return upstreamUnavailable({ ...facts, detail: 'asked to slow down' })
  if (status !== null && status >= 300)
    return upstreamUnavailable({ ...facts, detail: `status ${status}`, retryable: status >= 500 })
  return upstreamInvalid(facts)
}

function refusal(
  code: 'NOT_FOUND' | 'BAD_USER_INPUT',
  publicMessage: string,
  facts: Attempted & { readonly cause: unknown },
): Fault {
  const { source, operation, cause } = facts
  return new Fault({
    code,
    publicMessage,
    internalMessage: `${operation} on ${source}: ${publicMessage}`,
    retryable: false,
    source,
    cause,
  })
}

function statusOf(error: unknown): number | null {
  const metadata = typeof error === 'object' && error !== null ? Reflect.get(error, '$metadata') : undefined
  const status = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : undefined
  return typeof status === 'number' ? status : null
}
