import type { Principal } from '../access/index.ts'
import type { ApprovalPorts, ApprovalReads, ApprovalRequest, RequestFilter } from '../approvals/index.ts'
import { awaitingNow } from '../approvals/index.ts'
import type { CatalogStore } from '../catalog/index.ts'
import type { ApprovalPage, ApprovalQuery, ApprovalView } from '../graphql/approval-service.ts'
import type { EntityKind, Uid } from '../kernel/ids.ts'

/** What requests are shown to one caller with. */
export interface ApprovalListParts {
  readonly ports: ApprovalPorts
  readonly reads: Pick<ApprovalReads, 'byUids' | 'list'>
  /** The mirror as the caller sees it. */
  readonly seen: Pick<CatalogStore, 'byUids'>
  readonly principal: Principal
  /** Notes that an object was asked for and is not shown. */
  readonly noteUnseen: (kind: EntityKind, uid: string) => Promise<void>
}

/** Rows looked at before the next are asked for. */
const chunkSize = 100

/** Rows that are looked at for one page, whatever the caller sees of them. */
const rowsMax = 1_000

/**
 * Requests with their models; null for those that the caller does not see: whoever sees a request sees its model and its
 * version. What is in the mirror no more hides nothing: the version's requests are then for whoever sees the model, and
 * where that is gone too, for whoever asked.
 */
export async function viewsOf(
  { seen, principal, ports }: Pick<ApprovalListParts, 'seen' | 'principal' | 'ports'>,
  requests: readonly ApprovalRequest[],
): Promise<readonly (ApprovalView | null)[]> {
  const objects = await seen.byUids(
    requests.flatMap(({ subject, plan }) => [subject.modelUid, subject.uid, plan.base?.uid ?? subject.uid]),
  )
  return Promise.all(
    requests.map(async (approval, index) => {
      const [model = null, version = null, base = null] = objects.slice(3 * index, 3 * index + 3)
      const isGone = version === null && (await ports.governed(approval.subject)) === null
      const isSeen = model === null ? isGone && approval.requester === principal.id : version !== null || isGone
      return isSeen ? { approval, model, seesBase: approval.plan.base === null || base !== null } : null
    }),
  )
}

/** One request as the caller sees it; null where they do not. */
export async function viewOf(parts: ApprovalListParts, uid: Uid): Promise<ApprovalView | null> {
  const [request] = await parts.reads.byUids([uid])
  if (request == null) return null
  const [view = null] = await viewsOf(parts, [request])
  if (view === null) await parts.noteUnseen('Model', request.subject.modelUid)
  return view
}

/** One request that the caller did not name, as they see it; null where they do not, of which nothing is noted. */
export async function metView(parts: ApprovalListParts, uid: Uid): Promise<ApprovalView | null> {
  const [request] = await parts.reads.byUids([uid])
  return request == null ? null : ((await viewsOf(parts, [request]))[0] ?? null)
}

/**
 * A page of the requests that the caller sees: full pages where few are hidden. After so many rows that were looked at in
 * vain the page ends, and its end says where the next goes on.
 */
export async function listApprovals(
  parts: ApprovalListParts,
  query: ApprovalQuery,
  { first, after }: { readonly first: number; readonly after: Uid | null },
): Promise<ApprovalPage<ApprovalView>> {
  const found: ApprovalView[] = []
  const filter = filterOf(parts, query)
  let [place, isMore, looked] = [after, true, 0]
  while (isMore && found.length <= first && looked < rowsMax) {
    const chunk = await parts.reads.list(filter, { first: chunkSize, after: place })
    const views = (await viewsOf(parts, chunk.items)).filter((view) => view !== null)
    found.push(...(await wanted(parts, query, views)))
    place = chunk.items.at(-1)?.uid ?? place
    isMore = chunk.hasNextPage
    looked += chunk.items.length
  }
  if (found.length > first) return { items: found.slice(0, first), hasNextPage: true }
  return { items: found, hasNextPage: isMore, ...(isMore && place !== null ? { end: place } : {}) }
}

function filterOf({ principal }: ApprovalListParts, query: ApprovalQuery): RequestFilter {
  const { states, environment, target, subject, requestedByMe, awaitingMe, incident } = query
  return {
    ...(states === undefined ? {} : { states }),
    ...(awaitingMe ? { isForPeople: true } : {}),
    ...(environment === undefined ? {} : { environment }),
    ...(target === undefined ? {} : { target }),
    ...(incident === undefined ? {} : { incident }),
    ...(subject?.kind === 'Model' ? { model: subject.uid } : {}),
    ...(subject?.kind === 'ModelVersion' ? { version: subject.uid } : {}),
    ...(requestedByMe === true ? { requester: principal.id } : {}),
  }
}

async function wanted(
  { ports, principal }: ApprovalListParts,
  { awaitingMe, requestedByMe }: ApprovalQuery,
  views: readonly ApprovalView[],
): Promise<readonly ApprovalView[]> {
  const others = requestedByMe === false ? views.filter(({ approval }) => approval.requester !== principal.id) : views
  if (!awaitingMe) return others
  const approvals = others.map(({ approval }) => approval)
  const awaiting = await awaitingNow(ports, approvals, principal)
  return others.filter((_view, index) => awaiting[index] === true)
}
