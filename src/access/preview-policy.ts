import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../kernel/clock.ts'
import { onlyChangedActions } from './policy/changed-actions.ts'
import { type DecisionChange, diffDecisions } from './policy/diff-decisions.ts'
import type { PolicyEngine } from './policy/engine.ts'
import type { PolicyInForce } from './policy/in-force.ts'
import type { PolicySnapshot, Resource } from './policy/types.ts'
import { widens } from './policy/widens.ts'
import type { KnownPrincipals, PeopleStores } from './ports.ts'
import type { PolicyFile, Principal } from './types.ts'

/** What previews need. */
export interface PreviewPorts {
  readonly engine: PolicyEngine
  readonly inForce: Pick<PolicyInForce, 'current' | 'of'>
  readonly clock: Clock
  readonly people: KnownPrincipals
  readonly stores: PeopleStores
  /** One object of every class there is, and everything else that rights can be about. */
  readonly classes: () => Promise<readonly PreviewClass[]>
}

/** A kind of thing that rules tell from others. */
export interface PreviewClass {
  readonly resource: Resource
  /** Whether it is a protected environment, or something in one. */
  readonly isProtected: boolean
}

/** What policies would change for whom, as far as it was looked at. */
export interface PolicyPreview {
  readonly changes: readonly (DecisionChange & { readonly on: Resource })[]
  /** Whether every known principal was asked about every class of objects, and every change is listed. */
  readonly isComplete: boolean
  readonly principals: { readonly asked: number; readonly known: number }
  readonly classes: { readonly asked: number; readonly known: number }
}

/** Pairs of a principal and a class that are asked about: some 15 questions each, and about a quarter of a millisecond a question. */
const pairsMax = 300
const changesMax = 500
/** A request has ten seconds by default. */
const timeMsMax = 4_000

/** What policies would change for whom, over the principals and classes of objects that are known; the caller comes first. */
export async function previewPolicy(
  ports: PreviewPorts,
  files: readonly PolicyFile[],
  caller: Principal,
): Promise<PolicyPreview> {
  const { engine, before, after, principals, classes } = await worldOf(ports, files)
  const own = [...principals.filter(({ id }) => id === caller.id), ...principals.filter(({ id }) => id !== caller.id)]
  const asked = classes.slice(0, pairsMax)
  const heard = own.slice(0, Math.max(1, Math.floor(pairsMax / Math.max(1, asked.length))))
  const changes: (DecisionChange & { readonly on: Resource })[] = []
  const until = ports.clock.now() + timeMsMax
  let count = 0
  for (const principal of heard) {
    if (ports.clock.now() > until) break
    count += 1
    for (const { resource } of asked) {
      const found = diffDecisions(engine, { before, after }, { principals: [principal], resources: [resource] })
      changes.push(...found.map((change) => ({ ...change, on: resource })))
    }
    // Others have their turn between two principals.
    await setImmediate()
  }
  const isWhole = asked.length === classes.length && count === own.length && changes.length <= changesMax
  return {
    changes: changes.slice(0, changesMax),
    isComplete: isWhole,
    principals: { asked: count, known: own.length },
    classes: { asked: asked.length, known: classes.length },
  }
}

/**
 * Whether policies give anybody more on a protected environment, and by which state of rights that was found. With more
 * people and classes than can be asked about, yes where anybody's rights may widen at all.
 */
export async function givesOnProtected(
  ports: PreviewPorts,
  files: readonly PolicyFile[],
): Promise<{ readonly isGain: boolean; readonly epoch: number | null }> {
  if (ports.engine.check(files).length > 0) return { isGain: false, epoch: (await ports.inForce.current()).epoch }
  const { engine, before, after, principals, classes } = await worldOf(ports, files)
  const { epoch } = before
  const now = ports.clock.now()
  // Whom the change cannot give anything at all need not be asked about.
  const widened = principals.filter((principal) => widens(principal, { before, after }, now).widens)
  const covered = classes.filter(({ isProtected, resource }) => isProtected || resource.entity.type === 'ModelVersion')
  if (!classes.some(({ isProtected }) => isProtected) || widened.length === 0) return { isGain: false, epoch }
  if (widened.length * covered.length > pairsMax) return { isGain: true, epoch }
  for (const principal of widened) {
    const resources = covered.map(({ resource }) => resource)
    const changes = diffDecisions(engine, { before, after }, { principals: [principal], resources })
    if (changes.some((change) => isProtectedGain(change))) return { isGain: true, epoch }
    await setImmediate()
  }
  return { isGain: false, epoch }
}

/** Versions stand for themselves only when they are deployed to a protected environment. */
function isProtectedGain({ change, resource, context }: DecisionChange): boolean {
  return change === 'GAINED' && (resource.type !== 'ModelVersion' || context.protected === true)
}

async function worldOf(ports: PreviewPorts, files: readonly PolicyFile[]) {
  const { engine, inForce, people, stores, classes, clock } = ports
  const before = await inForce.current()
  const after: PolicySnapshot = engine.snapshot(
    files,
    { epoch: null, asOf: null, grants: before.grants },
    { isChecked: true },
  )
  const { principals } = await people(stores, clock.now())
  const narrow = onlyChangedActions(engine, { before, after })
  return { engine: narrow, before, after, principals, classes: await classes() }
}
