import type { PlacedTarget, Subject, WantedTarget } from '../approvals/index.ts'
import { type CatalogStore, type MirroredObject, parseRef } from '../catalog/index.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { EnvironmentRow } from '../persistence/environment-store.ts'
import type { TargetRow } from '../persistence/target-store.ts'
import type { Sources } from './sources.ts'

/** What a target is found with. */
export interface RequestedTargetParts {
  readonly store: Pick<CatalogStore, 'byName'>
  readonly sources: Pick<Sources, 'byId'>
  /** Those that the caller sees. */
  readonly environments: () => Promise<readonly EnvironmentRow[]>
  readonly targets: (environment: string) => Promise<readonly TargetRow[]>
}

/** The target of a model in an environment. Refuses with NOT_FOUND, AMBIGUOUS_REF where several fit, or UNSUPPORTED. */
export async function requestedTarget(
  { environments, targets, store, sources }: RequestedTargetParts,
  wanted: WantedTarget,
): Promise<Outcome<PlacedTarget>> {
  const { model, environment } = wanted
  const known = await environments()
  const place = known.find(({ name }) => name === environment)
  if (place === undefined) return refuse(unknownEnvironment(known))
  const ofModel = (await targets(environment)).flatMap((row) => targetOf(row, { model, place }))
  const fitting = ofModel.filter((target) => isWanted(target, wanted))
  const [found, ...others] = fitting
  if (found === undefined) return refuse(noTarget(wanted, ofModel))
  if (others.length > 0) return refuse(several(environment, fitting))
  const alike = await store.byName('Model', model.name, model.source)
  if (alike.length > 1) return refuse(severalWorkspaces(model))
  const silent = [model.source, found.source].find((source) => sources.byId(source)?.connector.effects === undefined)
  return silent === undefined ? succeed(found) : refuse(unsupported(silent))
}

/** Every target of a model, in these environments. */
export async function targetsOfModel(
  { environments, targets }: Pick<RequestedTargetParts, 'environments' | 'targets'>,
  model: Subject['model'],
): Promise<readonly PlacedTarget[]> {
  const found: PlacedTarget[] = []
  for (const place of await environments())
    found.push(...(await targets(place.name)).flatMap((row) => targetOf(row, { model, place })))
  return found
}

/** One that is named by neither means any. */
function isWanted(target: PlacedTarget, { alias, deployment }: WantedTarget): boolean {
  if (alias === null && deployment === null) return true
  return target.kind === 'ALIAS' ? target.alias === alias : target.deployment === deployment
}

/** The target of a row, when it is an alias of the model, or serves it. */
function targetOf(
  { uid, kind, source, nativeRef, registry, model: served }: TargetRow,
  { model, place }: { readonly model: Subject['model']; readonly place: EnvironmentRow },
): readonly PlacedTarget[] {
  const { rank, isProtected, name: environment } = place
  const { workspace, name } = model
  const common = { uid, environment, rank, isProtected, source, workspace, model: name }
  if (kind === 'DEPLOYMENT') {
    if (registry !== model.source || served !== name) return []
    return [{ ...common, kind, registry, deployment: nativeRef, nativeRef: `deployment:${source}/${nativeRef}` }]
  }
  const parsed = source === model.source ? parseRef(nativeRef) : null
  const readings = parsed?.ok === true ? parsed.value : []
  const named = readings.flatMap((each) => (each.by === 'alias' && each.model === name ? [each.alias] : []))
  return named.slice(0, 1).map((alias) => ({ ...common, kind, alias, nativeRef }))
}

function unknownEnvironment(known: readonly EnvironmentRow[]) {
  const names = known.map(({ name }) => name)
  const message = `There is no such environment. There are: ${names.join(', ')}.`
  return problem('NOT_FOUND', message, { field: ['environment'], details: { known: names } })
}

function shortName(target: PlacedTarget): string {
  return target.kind === 'ALIAS' ? target.alias : target.nativeRef
}

function noTarget({ model, environment, alias, deployment }: WantedTarget, ofModel: readonly PlacedTarget[]) {
  const others = ofModel.map(shortName).join(', ')
  if (others !== '' && alias !== null)
    return problem('NOT_FOUND', `No target of ${environment} is this alias. There are: ${others}.`, {
      field: ['alias'],
    })
  if (others !== '')
    return problem('NOT_FOUND', `No target of ${environment} is this deployment. There are: ${others}.`, {
      field: ['deployment'],
    })
  const wanted = deployment === null ? `models:/${model.name}@${alias ?? 'ALIAS'}` : `deployment:SOURCE/${deployment}`
  const message = `No target of ${environment} is an alias of ${model.name}, or serves it. Targets are named in the configuration (targets), such as ${wanted}.`
  return problem('NOT_FOUND', message, { field: ['environment'] })
}

function several(environment: string, fitting: readonly PlacedTarget[]) {
  const names = fitting.map(shortName)
  const field = fitting.every(({ kind }) => kind === 'DEPLOYMENT') ? 'deployment' : 'alias'
  const ways = fitting.some(({ kind }) => kind === 'DEPLOYMENT') ? '`alias` or `deployment`' : '`alias`'
  const message = `Several targets of ${environment} are of this model; pass ${ways}: ${names.join(', ')}.`
  return problem('AMBIGUOUS_REF', message, { field: [field], details: { candidates: names } })
}

function severalWorkspaces({ name, source }: MirroredObject) {
  const message = `Several workspaces of ${source} hold a model ${name}, and a target does not say which it is of.`
  return problem('AMBIGUOUS_REF', message, { field: ['ref'] })
}

function unsupported(source: string) {
  return problem('UNSUPPORTED', `Source ${source} takes no changes from the gateway.`, { field: ['environment'] })
}
