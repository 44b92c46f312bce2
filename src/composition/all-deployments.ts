import type { Catalog, SourceContribution } from '../catalog/api.ts'
import type { LiveDeployment, MirroredObject, PageKey } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'

/** Everything that is being served, as far as its servers answer. */
export interface AllDeployments {
  readonly deployments: readonly LiveDeployment[]
  readonly sourceStatus: readonly SourceContribution[]
  /** Of servers that did not answer. */
  readonly faults: readonly Fault[]
}

/** The largest page there is; an organisation serves some hundred models at most. */
const pageSize = 100

/** Reads every deployment from its server. */
export async function allDeployments(
  catalog: Pick<Catalog, 'list' | 'live'>,
  call: CallContext,
): Promise<AllDeployments> {
  const objects: MirroredObject[] = []
  let sourceStatus: readonly SourceContribution[] = []
  let after: PageKey | null = null
  do {
    const list = await catalog.list({ kind: 'Deployment', order: 'NAME' }, { first: pageSize, after }, call)
    objects.push(...list.page.items.map(({ item }) => item))
    sourceStatus = list.sourceStatus
    after = list.page.hasNextPage ? (list.page.items.at(-1)?.cursor ?? null) : null
  } while (after !== null)
  const loaded = await catalog.live.deployments(objects, call)
  return {
    deployments: loaded.filter((one): one is LiveDeployment => one !== null && !(one instanceof Fault)),
    sourceStatus,
    faults: loaded.filter((one) => one instanceof Fault),
  }
}
