import { setImmediate as nextLoopTurn } from 'node:timers/promises'
import {
  askedAliases,
  type KnownPrincipals,
  type PolicyEngine,
  type PolicyInForce,
  type RightsReads,
} from '../access/index.ts'
import { executor } from '../approvals/index.ts'
import type { CatalogStore } from '../catalog/index.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { NativeRight, NativeRights } from '../connector/native-rights.ts'
import type { Clock } from '../kernel/clock.ts'
import type { NativeRightsTold, RightHolder } from '../reconciliation/index.ts'
import { type CallerViews, namedUids } from './caller-views.ts'
import { isMirrored } from './is-mirrored.ts'
import { type ModelSamples, sampleModels } from './model-samples.ts'
import { createJudgement, type JudgementParts } from './native-judgement.ts'
import { type HeldRight, nativeSubjects } from './native-subjects.ts'
import type { Sources } from './sources.ts'
import { createWiderRights } from './wider-rights.ts'

/** What rights of tools are judged by, whoever asks. */
export interface NativeToldParts {
  readonly engine: PolicyEngine
  readonly inForce: PolicyInForce
  readonly clock: Clock
  readonly people: KnownPrincipals
  readonly reads: RightsReads
  readonly catalog: Pick<CatalogStore, 'page' | 'accessClasses' | 'progress'>
  readonly callers: CallerViews
  readonly sources: Pick<Sources, 'byId'>
}

/** See `NativeTools.told`. */
export async function nativeRightsTold(
  parts: NativeToldParts,
  id: string,
  call: CallContext,
): Promise<NativeRightsTold | null> {
  const { clock, inForce, callers, engine, catalog } = parts
  const source = parts.sources.byId(id)
  if (source?.connector.nativeRights === undefined) return null
  // What was not met yet would count as a right that grows once it is.
  if (!(await isMirrored(catalog, source))) return null
  const snapshot = await inForce.current()
  const about = { toolKind: source.kind, now: clock.now(), snapshot, aliases: askedAliases(snapshot) }
  const subjects = await nativeSubjects(parts, about)
  const native = await source.connector.nativeRights(subjects.names, call)
  const held = subjects.held(native, null).filter((each) => isJudged(native, each))
  const view = await callers.of(executor)
  // What is compared is what there is, and not what somebody sees.
  const whole = { ...view, visibility: { ...view.visibility, named: new Set<never>() } }
  const judging = { engine, source: id, view: whole, classes: () => catalog.accessClasses() }
  const named = namedUids([...snapshot.named], snapshot.grants)
  return {
    tellsOf: (holder) => isTold(native, holder),
    widerOn: async (models) => widerOn(judging, held, await sampleModels(catalog, models, named)),
  }
}

/** The gateway's own account goes by the policy, whatever the tool lets it do; and a level that is not known is no finding. */
function isJudged({ self }: NativeRights, { name, right }: HeldRight): boolean {
  return right.level !== null && (name === null || name !== self)
}

/** See `NativeRightsTold.tellsOf`. */
function isTold({ gaps, principals }: NativeRights, { kind, name }: RightHolder): boolean {
  if (gaps.includes('NOT_ADMINISTRATOR') || gaps.includes('GUARD_UNKNOWN')) return false
  if (kind === 'EVERYBODY') return !gaps.includes('DEFAULT_UNKNOWN')
  if (!gaps.includes('PRINCIPALS_NOT_LISTED')) return true
  return kind === 'ACCOUNT' && principals.some((each) => each.name === name)
}

async function widerOn(judging: JudgementParts, held: readonly HeldRight[], models: readonly ModelSamples[]) {
  const wider = createWiderRights()
  for (const each of held) {
    const reached = models.filter(({ model }) => reaches(each.right, model))
    if (reached.length === 0) continue
    const judgement = createJudgement(judging, each)
    for (const { model, samples } of reached)
      for (const sample of samples) {
        const excess = judgement.excessOn(sample)
        if (excess !== null) wider.add(each, { ...excess, object: { uid: sample.uid, model: model.uid } })
      }
    // Others have their turn between two rights.
    await nextLoopTurn()
  }
  return wider.all()
}

function reaches({ workspace, on, except }: NativeRight, model: MirroredObject): boolean {
  if (workspace !== null && workspace !== model.workspace) return false
  if (except?.kind === 'Model' && except.nativeIds.includes(model.nativeId)) return false
  return on === null || (on.kind === 'Model' && on.nativeIds.includes(model.nativeId))
}
