import type { Catalog, SourceContribution } from '../catalog/api.ts'
import type { LiveDeployment, MirroredObject, PageKey } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'

/** Everything that is being served, as far as its servers answer. */
export interface AllDeployments {
  readonly deployments: readonly LiveDeployment[]
  readonly sourceStatus: readonly SourceContribution[]
  /** Of servers that did not answer, also of one that never has, one each; and one when there were too many to read. */
  readonly faults: readonly Fault[]
}

/** The largest page there is. */
const pageSize = 100

/** An organisation serves some hundred models; more than these would take a request longer than it has. */
const deploymentsMax = 2_000

/** Reads every deployment of these sources, null being all of them, from its server: the first 2,000, by name. */
export async function allDeployments(
  catalog: Pick<Catalog, 'list' | 'live'>,
  sources: readonly string[] | null,
  call: CallContext,
): Promise<AllDeployments> {
  const lists: DeploymentList[] = []
  let room = deploymentsMax
  for (const source of sources ?? [null]) {
    const list = await listUpTo(catalog, { source, room }, call)
    room -= list.objects.length
    lists.push(list)
  }
  const loaded = await catalog.live.deployments(
    lists.flatMap(({ objects }) => objects),
    call,
  )
  const sourceStatus = lists.flatMap((list) => list.sourceStatus)
  const met = [...sourceStatus.flatMap(({ fault }) => fault ?? []), ...loaded.filter((one) => one instanceof Fault)]
  return {
    deployments: loaded.filter((one): one is LiveDeployment => one !== null && !(one instanceof Fault)),
    sourceStatus,
    faults: [...onePerSource(met), ...(lists.some(({ isCut }) => isCut) ? [tooMany()] : [])],
  }
}

interface DeploymentList {
  readonly objects: readonly MirroredObject[]
  readonly sourceStatus: readonly SourceContribution[]
  readonly isCut: boolean
}

async function listUpTo(
  catalog: Pick<Catalog, 'list'>,
  { source, room }: { readonly source: string | null; readonly room: number },
  call: CallContext,
): Promise<DeploymentList> {
  const query = { kind: 'Deployment', order: 'NAME', ...(source === null ? {} : { source }) } as const
  const objects: MirroredObject[] = []
  for (let after: PageKey | null = null; ; ) {
    const { page, sourceStatus } = await catalog.list(query, { first: pageSize, after }, call)
    objects.push(...page.items.map(({ item }) => item))
    after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null
    const isCut = objects.length > room || (after !== null && objects.length === room)
    if (isCut) return { objects: objects.slice(0, room), sourceStatus: sourceStatus.map(incomplete), isCut }
    if (after === null) return { objects, sourceStatus, isCut }
  }
}

function incomplete(contribution: SourceContribution): SourceContribution {
  return { ...contribution, complete: false }
}

/** A server that does not answer fails once for each of its deployments, and is told once. */
function onePerSource(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [fault.source, fault])).values()]
}

function tooMany(): Fault {
  const message = `Only the first ${deploymentsMax} deployments were looked at. Narrow by environment, or page through \`deployments\`.`
  return new Fault({
    code: 'UNSUPPORTED',
    publicMessage: message,
    internalMessage: message,
    retryable: false,
    details: { maximum: deploymentsMax },
  })
}
