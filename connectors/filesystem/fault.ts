import { Fault, upstreamUnavailable } from '../../src/connector/index.ts'

/** What was being done, for the log. */
export interface Attempted {
  readonly source: string
  readonly operation: string
}

const missingCodes = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'])

/** Whether the system says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return missingCodes.has(codeOf(error) ?? '')
}

/** Whether a link was met where none may be, or links that lead in a circle. */
export function isLinkLoop(error: unknown): boolean {
  return codeOf(error) === 'ELOOP'
}

/** The fault behind an error of the system. Refused permission ends when somebody changes it, so it is not retryable. */
export function toFault(error: unknown, attempted: Attempted): Fault {
  if (error instanceof Fault) return error
  const code = codeOf(error)
  const isRefused = code === 'EACCES' || code === 'EPERM'
  return upstreamUnavailable({ ...attempted, detail: code ?? 'failed', retryable: !isRefused, cause: error })
}

/** There is no such file. */
export function notFound({ source, operation }: Attempted): Fault {
  return new Fault({
    code: 'NOT_FOUND',
    publicMessage: 'There is no such file.',
    internalMessage: `${operation} on ${source}: no such file`,
    retryable: false,
    source,
  })
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : undefined
}
