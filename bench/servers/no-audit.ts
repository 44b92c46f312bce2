import type { AuditService } from '../../src/graphql/index.ts'

const unasked = (): never => {
  throw new Error('The bench asks nothing of the audit trail')
}

/** An audit trail that is never asked and notes nothing: no request of the bench is refused. */
export const noAudit: AuditService = {
  events: unasked,
  proof: unasked,
  mayFollow: unasked,
  shown: unasked,
  denied: unasked,
  readFor: unasked,
  unauthenticated: unasked,
}
