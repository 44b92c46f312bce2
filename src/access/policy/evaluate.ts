import type { AuthorizationAnswer } from '@cedar-policy/cedar-wasm/nodejs'
import type { Asked } from './asked.ts'
import type { Cedar } from './cedar.ts'
import { cedarSlice } from './cedar-entities.ts'
import { cedarUid } from './entity-key.ts'
import type { PreparedSets } from './prepared-sets.ts'
import type { Decision, Resource } from './types.ts'

/** No rule speaks for it, and none against it. */
export const noMatch: Decision = { allowed: false, reason: 'NO_MATCH', policyIds: [], errors: [] }

/** What an evaluation needs; `fail` makes the decision of a question that cannot be answered. */
export interface Evaluation {
  readonly cedar: Cedar
  readonly sets: PreparedSets
  readonly schemaName: string
  readonly fail: (errors: readonly string[], facts: Readonly<Record<string, unknown>>) => Decision
}

/** Asks Cedar. Never throws: whatever goes wrong is a no. */
export function evaluate({ cedar, sets, schemaName, fail }: Evaluation, asked: Asked, resource: Resource): Decision {
  const facts = { action: asked.action, resourceType: resource.entity.type }
  try {
    const answer = cedar.statefulIsAuthorized({
      principal: cedarUid(asked.principal),
      action: cedarUid({ type: 'Action', id: asked.action }),
      resource: cedarUid(resource.entity),
      context: asked.context,
      preparsedSchemaName: schemaName,
      validateRequest: true,
      preparsedPolicySetId: sets.nameOf(asked.snapshot, asked.holdings.links),
      entities: cedarSlice(asked.principal, resource),
    })
    const errors = errorsOf(answer)
    return errors.length > 0 || answer.type === 'failure' ? fail(errors, facts) : decisionOf(answer.response)
  } catch (error) {
    return fail([error instanceof Error ? error.message : String(error)], facts)
  }
}

/** Cedar skips a policy that fails, so a failing forbid would open the door: any error at all means no. */
function errorsOf(answer: AuthorizationAnswer): readonly string[] {
  if (answer.type === 'failure') return answer.errors.map(({ message }) => message)
  return answer.response.diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${error.message}`)
}

function decisionOf({
  decision,
  diagnostics,
}: Extract<AuthorizationAnswer, { type: 'success' }>['response']): Decision {
  const policyIds = diagnostics.reason.toSorted()
  if (decision === 'allow') return { allowed: true, reason: 'PERMIT', policyIds, errors: [] }
  return policyIds.length === 0 ? noMatch : { allowed: false, reason: 'FORBID', policyIds, errors: [] }
}
