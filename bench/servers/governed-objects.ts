import type { AttributeRules } from '../../src/access/index.ts'

/** How tags become what decisions look at: as the gateway reads them when nothing is configured. */
export const attributeRules: AttributeRules = {
  team: { tag: 'team' },
  sensitivity: { tag: 'sensitivity', values: {}, default: 1 },
  riskTier: { tag: 'risk_tier', values: {}, default: 0 },
  regions: { tag: 'regions', separator: ',' },
  pii: { tag: 'pii', values: {}, default: false },
  policyTags: [],
}

/** Tags of the parent of objects of one class: a team each, and every other class above the bench's clearance of 1. */
export function teamTags(index: number): Readonly<Record<string, string>> {
  return { team: `team-${index}`, sensitivity: index % 2 === 0 ? '1' : '3' }
}
