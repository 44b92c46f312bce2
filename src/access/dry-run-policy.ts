import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { createJudge, type RightsCaller } from './judge.ts'
import { givesPowers } from './policy/gives-powers.ts'
import { givesOnProtected, type PolicyPreview, previewPolicy } from './preview-policy.ts'
import {
  afterOf,
  conflict,
  type PolicyPorts,
  type PublishCommand,
  publishRefusal,
  recordDenial,
} from './publish-policy.ts'
import type { PolicyVersion } from './types.ts'

/** What publishing would come to. */
export interface PolicyDryRun extends PolicyPreview {
  /** Whether the caller could not put them in force alone. */
  readonly needsSecondSteward: boolean
}

/** Checks policies as publishing would, changes no right, and tells what they would change. Refuses as publishing does. */
export async function dryRunPolicy(
  ports: PolicyPorts & { readonly latest: () => Promise<PolicyVersion | null> },
  caller: RightsCaller,
  { files, basedOn }: Pick<PublishCommand, 'files' | 'basedOn'>,
): Promise<Outcome<PolicyDryRun>> {
  await ports.engine.ready()
  const now = ports.clock.now()
  const snapshot = await ports.inForce.current()
  const judge = createJudge(ports, { snapshot, known: await ports.people(ports.stores, now), now })
  const refusal = publishRefusal(ports, judge, { caller, files })
  if (refusal !== null) {
    await ports.changes.change(caller.actor, async (rights) => recordDenial(rights, refusal, judge))
    return refuse(refusal)
  }
  const latest = (await ports.latest())?.number ?? 0
  if (latest !== basedOn) return refuse(conflict(latest))
  const after = afterOf(ports, judge, files)
  const isWidening =
    judge.widenedBy(caller.principal, after).length > 0 ||
    givesPowers(ports.engine, { before: snapshot, after }).length > 0
  const needsSecondSteward = isWidening || (await givesOnProtected(ports, files)).isGain
  return succeed({ ...(await previewPolicy(ports, files, caller.principal)), needsSecondSteward })
}
