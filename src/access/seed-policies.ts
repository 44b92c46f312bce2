import { systemActor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { PolicyEngine } from './policy/engine.ts'
import { entitiesNamedBy } from './policy/lint-policy.ts'
import { singletonResource } from './policy/resource.ts'
import { digestOfFiles } from './policy/snapshot.ts'
import type { RightsChanges } from './ports.ts'
import { type PolicyFile, type PolicyVersion, type Principal, roles } from './types.ts'

/** What seeding needs. */
export interface SeedPorts {
  readonly engine: PolicyEngine
  readonly changes: RightsChanges
  readonly clock: Clock
}

/** Why the version is there that the gateway published itself. */
export const seedReason = 'Taken over from the folder that the configuration names (policies.directory).'

/** Who is said to have written it. */
export const seedAuthor = 'system'

/**
 * Publishes files as version 1 where nothing was ever published, on nobody's word but the configuration's, and records it;
 * null, and nothing changed, where something was. Two first starts at once publish once. The files must have been checked.
 */
export async function seedPolicies(
  { engine, changes, clock }: SeedPorts,
  files: readonly PolicyFile[],
): Promise<PolicyVersion | null> {
  await engine.ready()
  return changes.change(systemActor, async (rights) => {
    if ((await rights.policies.latest()) !== null) return null
    const facts = { files, digest: digestOfFiles(files), modelDigest: engine.modelDigest() }
    const version = await rights.policies.publish({ ...facts, author: seedAuthor, publishedAt: clock.now() }, 0)
    if (version === null) throw new Error('unreachable: nobody else changes rights within this transaction')
    const { digest, number } = version
    rights.record({
      type: 'gov.policy.seeded.v1',
      action: 'configuration:seed',
      resource: { type: 'PolicySet', id: 'main' },
      decision: 'ALLOW',
      reason: seedReason,
      after: { digest },
      details: { digest, number, files: files.map(({ name }) => name) },
    })
    return version
  })
}

/**
 * Whether anybody could publish other policies in the place of these, so that a first start does not lock everybody out
 * for good: whoever holds some role, or whoever a rule names. The files must have been checked.
 */
export function canBeReplaced(engine: PolicyEngine, files: readonly PolicyFile[], now: number): boolean {
  const snapshot = engine.snapshot(files, { epoch: null, asOf: null, grants: [] }, { isChecked: true })
  const resource = singletonResource('PolicySet')
  const holders = (['USER', 'SERVICE_ACCOUNT'] as const).flatMap((kind) =>
    roles.map((role): Principal => ({ ...anybody, kind, roles: [role], authenticatedAt: now })),
  )
  if (holders.some((principal) => engine.decide(snapshot, { principal, action: 'policy:publish', resource }).allowed))
    return true
  const permits = snapshot.policies.filter(({ effect, isBuiltin }) => effect === 'permit' && !isBuiltin)
  return permits.some(({ json }) => entitiesNamedBy(json).some((key) => /^(User|ServiceAccount|Team)::/.test(key)))
}

const anybody = {
  id: 'anybody',
  name: 'anybody',
  teams: [],
  clearance: 4,
  regions: [],
  mfa: true,
  scopes: null,
  tokenId: null,
  tokenExpiresAt: null,
} as const
