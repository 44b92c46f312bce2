import { organization } from './entity-key.ts'
import { createResource, type EnvironmentFacts, environmentEntity, organizationEntity } from './resource.ts'
import type { Resource } from './types.ts'

/** What decisions look at in a request for approval. */
export interface ApprovalFacts {
  readonly id: string
  /** Id of the principal who asked. */
  readonly requester: string
  /** Ids of those whose own work it is. */
  readonly excluded: readonly string[]
  readonly riskTier: number
  readonly state: string
  /** Whether version and plan are what was approved. */
  readonly digestMatches: boolean
  readonly gatesPassed: boolean
}

/** Where a request for approval lies: in a model, with everything that is in, and in an environment. */
export interface ApprovalPlace {
  readonly model: Resource
  readonly environment: EnvironmentFacts
}

/** A request for approval as a resource. Without a place it is in the organisation only. */
export function approvalResource({ id, ...facts }: ApprovalFacts, place: ApprovalPlace | null): Resource {
  const user = (person: string) => ({ type: 'User' as const, id: person })
  const { requester, excluded, riskTier, state, digestMatches, gatesPassed } = facts
  const attributes = {
    requester: user(requester),
    excluded: excluded.map(user),
    riskTier,
    state,
    digestMatches,
    gatesPassed,
  }
  const above = place === null ? [] : [place.model.entity, environmentEntity(place.environment)]
  const parents = [...above.map(({ type, id: name }) => ({ type, id: name })), organization]
  // The organisation is among the ancestors of every model.
  const ancestors = [...above, ...(place?.model.ancestors ?? [organizationEntity])]
  return createResource({ type: 'ApprovalRequest', id, attributes, parents }, ancestors)
}
