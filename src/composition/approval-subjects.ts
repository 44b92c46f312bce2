import type { ApprovalTarget, Subject, Subjects } from '../approvals/index.ts'
import { type Catalog, type CatalogStore, type MirroredObject, parseRef } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { Fault, problem } from '../kernel/problem.ts'
import type { EnvironmentRow } from '../persistence/environment-store.ts'
import type { TargetRow } from '../persistence/target-store.ts'
import type { Sources } from './sources.ts'
import { subjectOf, type VersionSubjectParts } from './version-subject.ts'

/** What subjects and targets are found with. */
export interface ApprovalSubjectParts {
  /** Refs as the caller sees things. */
  readonly seen: Pick<Catalog, 'resolve'>
  /** Everything else, whoever asks. */
  readonly versions: VersionSubjectParts
  readonly store: Pick<CatalogStore, 'byName'>
  readonly sources: Pick<Sources, 'byId'>
  /** Those that the caller sees. */
  readonly environments: () => Promise<readonly EnvironmentRow[]>
  readonly targets: (environment: string) => Promise<readonly TargetRow[]>
}

/** Reads from the tools what approvals are about. */
export function createSubjects(parts: ApprovalSubjectParts): Subjects {
  const { seen, versions } = parts
  return {
    async read(ref, source, call) {
      const found = await seen.resolve(ref, { source, kinds: ['ModelVersion'] }, call)
      if (!found.ok) return found
      const subject = await subjectOf(versions, found.value, call)
      return subject === null ? refuse(unknownVersion) : succeed(subject)
    },
    async again(uid, call) {
      const [version] = await versions.catalog.byUids([uid])
      return version == null ? null : subjectOf(versions, version, call)
    },
    observe: (target, call) => observe(parts, target, call),
    target: (wanted) => targetOf(parts, wanted),
  }
}

const unknownVersion = problem('NOT_FOUND', 'There is no such version.', { field: ['ref'] })

async function observe(
  { sources, versions }: ApprovalSubjectParts,
  { source, workspace, model, alias }: ApprovalTarget,
  call: CallContext,
): ReturnType<Subjects['observe']> {
  const effects = sources.byId(source)?.connector.effects
  if (effects === undefined) throw noEffects(source)
  const version = await effects.observe({ kind: 'ALIAS', workspace, model, alias }, call)
  if (version === null) return null
  const ref = { source, workspace, kind: 'ModelVersion', nativeId: joinNativeId(model, version) } as const
  const [loaded] = await versions.catalog.byNative([ref], call)
  if (loaded instanceof Fault) throw loaded
  if (loaded != null) return { uid: loaded.uid, version }
  throw new Fault({
    code: 'UPSTREAM_INVALID',
    publicMessage: `Source ${source} says that the target stands for a version that it does not hold.`,
    internalMessage: `alias ${alias} names version ${version}, which is not there`,
    retryable: true,
    source,
  })
}

function noEffects(source: string): Fault {
  return new Fault({
    code: 'UNSUPPORTED',
    publicMessage: `Source ${source} takes no changes from the gateway.`,
    internalMessage: `The connector of ${source} has no effects`,
    retryable: false,
    source,
  })
}

interface WantedTarget {
  readonly model: Subject['model']
  readonly environment: string
  readonly alias: string | null
}

async function targetOf(
  { environments, targets, store, sources }: ApprovalSubjectParts,
  { model, environment, alias }: WantedTarget,
): Promise<Outcome<ApprovalTarget>> {
  const known = await environments()
  const place = known.find(({ name }) => name === environment)
  if (place === undefined) return refuse(unknownEnvironment(known))
  const ofModel = (await targets(environment)).flatMap((row) => aliasTarget(row, model))
  const fitting = alias === null ? ofModel : ofModel.filter((each) => each.alias === alias)
  const [found, ...others] = fitting
  if (found === undefined) return refuse(noTarget(model, { environment, alias, ofModel }))
  if (others.length > 0) return refuse(several(environment, fitting))
  const alike = await store.byName('Model', model.name, model.source)
  if (alike.length > 1) return refuse(severalWorkspaces(model))
  if (sources.byId(model.source)?.connector.effects === undefined) return refuse(unsupported(model))
  const { source, workspace, name } = model
  const { rank, isProtected } = place
  return succeed({ ...found, environment, rank, isProtected, source, workspace, model: name })
}

/** What of a target is in its row, when it is an alias of the model. */
function aliasTarget(
  { uid, kind, source, nativeRef }: TargetRow,
  model: MirroredObject,
): readonly Pick<ApprovalTarget, 'uid' | 'nativeRef' | 'alias'>[] {
  const parsed = kind === 'ALIAS' && source === model.source ? parseRef(nativeRef) : null
  const readings = parsed?.ok === true ? parsed.value : []
  const named = readings.flatMap((each) => (each.by === 'alias' && each.model === model.name ? [each.alias] : []))
  return named.slice(0, 1).map((alias) => ({ uid, nativeRef, alias }))
}

function unknownEnvironment(known: readonly EnvironmentRow[]) {
  const names = known.map(({ name }) => name)
  const message = `There is no such environment. There are: ${names.join(', ')}.`
  return problem('NOT_FOUND', message, { field: ['environment'], details: { known: names } })
}

function noTarget(
  model: MirroredObject,
  {
    environment,
    alias,
    ofModel,
  }: {
    readonly environment: string
    readonly alias: string | null
    readonly ofModel: readonly { readonly alias: string }[]
  },
) {
  const others = ofModel.map((each) => each.alias)
  if (others.length > 0)
    return problem('NOT_FOUND', `No target of ${environment} is this alias. There are: ${others.join(', ')}.`, {
      field: ['alias'],
    })
  const wanted = `models:/${model.name}@${alias ?? 'ALIAS'}`
  const message = `No target of ${environment} is an alias of ${model.name}. Targets are named in the configuration (targets), such as ${wanted}.`
  return problem('NOT_FOUND', message, { field: ['environment'] })
}

function several(environment: string, fitting: readonly { readonly alias: string }[]) {
  const names = fitting.map(({ alias }) => alias)
  const message = `Several targets of ${environment} are of this model; pass \`alias\`: ${names.join(', ')}.`
  return problem('AMBIGUOUS_REF', message, { field: ['alias'], details: { candidates: names } })
}

function severalWorkspaces({ name, source }: MirroredObject) {
  const message = `Several workspaces of ${source} hold a model ${name}, and a target does not say which it is of.`
  return problem('AMBIGUOUS_REF', message, { field: ['ref'] })
}

function unsupported({ source }: MirroredObject) {
  return problem('UNSUPPORTED', `Source ${source} takes no changes from the gateway.`, { field: ['environment'] })
}
