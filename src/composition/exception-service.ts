import type { Principal } from '../access/index.ts'
import {
  type ApprovalCaller,
  type ApprovalPorts,
  type ExceptionResult,
  endException,
  type GateException,
  grantException,
  type PeopleReads,
} from '../approvals/index.ts'
import { actorOf } from '../audit/index.ts'
import type { CatalogStore } from '../catalog/index.ts'
import type { ExceptionService, ExceptionView, GrantedView } from '../graphql/exception-service.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { EntityKind } from '../kernel/ids.ts'
import { type Outcome, succeed } from '../kernel/outcome.ts'
import { viewsOf } from './approval-lists.ts'

/** What exceptions are served with, as one caller sees them. */
export interface ExceptionServiceParts {
  readonly ports: ApprovalPorts
  readonly reads: Pick<PeopleReads, 'exceptionList' | 'exceptionsByUid'>
  /** The mirror as the caller sees it. */
  readonly seen: Pick<CatalogStore, 'byUids'>
  readonly caller: { readonly principal: Principal; readonly origin: RequestOrigin }
  readonly noteUnseen: (kind: EntityKind, uid: string) => Promise<void>
  /** Tells whoever carries out that something may be due. */
  readonly onChange: () => void
  readonly clock: Clock
}

/** Rows looked at before the next are asked for. */
const chunkSize = 100

/** Exceptions as one caller may see and change them. */
export function createExceptionService(parts: ExceptionServiceParts): ExceptionService {
  const { ports, reads, seen, clock } = parts
  const { principal, origin } = parts.caller
  const caller: ApprovalCaller = { principal, actor: actorOf(principal, origin) }
  const shown = async (outcome: Outcome<ExceptionResult>): Promise<Outcome<GrantedView>> => {
    if (!outcome.ok) return outcome
    parts.onChange()
    const { exception, request } = outcome.value
    const [view] = await viewsOf({ seen, principal, ports }, [request])
    return succeed({ exception, request: view ?? { approval: request, model: null, seesBase: false } })
  }
  return {
    grant: async (command) => shown(await grantException(ports, caller, command)),
    end: async (command) => shown(await endException(ports, caller, command)),
    async list({ version, isActive }, { first, after }) {
      const now = clock.now()
      const filter = {
        ...(version === undefined ? {} : { version }),
        ...(isActive === true ? { at: now } : {}),
      }
      const found: ExceptionView[] = []
      for (let place = after, isMore = true; isMore && found.length <= first; ) {
        const chunk = await reads.exceptionList(filter, { first: chunkSize, after: place })
        const wanted = chunk.items.filter((each) => isActive !== false || !isActiveAt(each, now))
        found.push(...(await visible(seen, wanted)))
        place = chunk.items.at(-1)?.uid ?? null
        isMore = chunk.hasNextPage
      }
      return { items: found.slice(0, first), hasNextPage: found.length > first }
    },
    async byUid(uid) {
      const [exception] = await reads.exceptionsByUid([uid])
      if (exception == null) return null
      const [view = null] = await visible(seen, [exception])
      if (view === null) await parts.noteUnseen('ModelVersion', exception.versionUid)
      return view
    },
  }
}

function isActiveAt({ ending, until }: GateException, now: number): boolean {
  return ending === null && until > now
}

async function visible(
  seen: ExceptionServiceParts['seen'],
  exceptions: readonly GateException[],
): Promise<readonly ExceptionView[]> {
  const versions = await seen.byUids(exceptions.map(({ versionUid }) => versionUid))
  return exceptions.flatMap((exception, index) => (versions[index] == null ? [] : [{ exception }]))
}
