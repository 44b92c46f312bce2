/** Roles that can be held. What each may do is policy. */
export const roles = [
  'administrator',
  'viewer',
  'data-scientist',
  'ml-engineer',
  'operator',
  'business-owner',
  'model-risk-reviewer',
  'privacy-reviewer',
  'auditor',
  'incident-commander',
  'policy-steward',
  'effect-executor',
  'lineage-sender',
  'evidence-producer',
] as const

/** One of {@link roles}. */
export type Role = (typeof roles)[number]
