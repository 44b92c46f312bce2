import { type PlacedTarget, retirementTargetOf, type Subject, type VersionTarget } from '../approvals/index.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { EnvironmentRow } from '../persistence/environment-store.ts'
import type { Sources } from './sources.ts'

/** What a retirement is judged by: every environment there is, whoever asks. */
export interface RetiredVersionParts {
  readonly sources: Pick<Sources, 'byId'>
  readonly environments: () => Promise<readonly EnvironmentRow[]>
  readonly targetsOf: (model: Subject['model']) => Promise<readonly PlacedTarget[]>
}

/**
 * A version as what is to be retired. It is judged by the rules of one environment: of those in which its model has a target,
 * else of all, a protected one before others, and then the last in the order of promotion.
 * Refuses with NO_POLICY where there is none, and with UNSUPPORTED where its registry takes no tags.
 */
export async function retiredVersion(
  { sources, environments, targetsOf }: RetiredVersionParts,
  { facts, model, version }: Subject,
): Promise<Outcome<VersionTarget>> {
  if (sources.byId(version.source)?.connector.effects === undefined) return refuse(unsupported(version.source))
  const all = await environments()
  const own = new Set((await targetsOf(model)).map(({ environment }) => environment))
  const among = all.filter(({ name }) => own.size === 0 || own.has(name))
  const [place] = among.toSorted(
    (one, other) => Number(other.isProtected) - Number(one.isProtected) || other.rank - one.rank,
  )
  if (place === undefined) return refuse(noEnvironment)
  return succeed({
    kind: 'VERSION',
    uid: retirementTargetOf(facts.uid),
    environment: place.name,
    rank: place.rank,
    isProtected: place.isProtected,
    source: version.source,
    workspace: model.workspace,
    model: model.name,
    nativeRef: facts.ref,
  })
}

const noEnvironment = problem(
  'NO_POLICY',
  'There are no environments, so no approval policy is about this. Name them in the configuration (environments).',
)

function unsupported(source: string) {
  return problem('UNSUPPORTED', `Source ${source} takes no changes from the gateway.`, { field: ['ref'] })
}
