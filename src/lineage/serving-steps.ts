import type { MirroredObject } from '../catalog/index.ts'
import type { EdgeFacts } from './edge-of.ts'
import type { Explorer } from './explorer.ts'
import type { ServingLink } from './ports.ts'
import type { StepTable } from './step-table.ts'
import type { LineageConfidence } from './types.ts'

/** Steps from versions to where they are served now. Where they were served at a past moment is not known yet. */
export async function servedBySteps(
  explorer: Explorer,
  versions: readonly MirroredObject[],
  table: StepTable,
): Promise<void> {
  if (explorer.query.at !== null) return
  for (const link of explorer.links(await explorer.ports.serving.servedBy(versions, explorer.call))) {
    const deployment = explorer.node(link.deployment, { state: link.state })
    table.add(explorer.node(link.version), deployment, factsOf(link))
  }
}

/** Steps from deployments to the versions that they serve. */
export async function servingSteps(
  explorer: Explorer,
  deployments: readonly MirroredObject[],
  table: StepTable,
): Promise<void> {
  if (deployments.length === 0) return
  for (const link of explorer.links(await explorer.ports.serving.versionsServedBy(deployments, explorer.call)))
    table.add(explorer.node(link.deployment), explorer.node(link.version), factsOf(link))
}

function factsOf({ match, observedAt }: ServingLink): EdgeFacts {
  return { kind: 'SERVED_BY', observedAt, validFrom: null, confidence: servingConfidence(match) }
}

/** How sure it is that a version is served which was matched this way. */
export function servingConfidence(match: ServingLink['match']): LineageConfidence {
  return match === 'DECLARED' ? 'DECLARED' : 'INFERRED'
}
