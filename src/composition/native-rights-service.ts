import {
  askedAliases,
  type KnownPrincipals,
  type PolicyEngine,
  type PolicyInForce,
  type Rights,
  type RightsReads,
} from '../access/index.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { CatalogStore } from '../catalog/index.ts'
import type { PageRequest } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { NativeRights } from '../connector/native-rights.ts'
import type {
  NativeRightsPage,
  NativeRightsService,
  NativeRightsView,
  NativeRightView,
} from '../graphql/native-rights-service.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Uid } from '../kernel/ids.ts'
import { refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { CallerViews } from './caller-views.ts'
import { isMirrored } from './is-mirrored.ts'
import { excessOf } from './native-excess.ts'
import type { ListingParts } from './native-judgement.ts'
import { type HeldRight, nativeSubjects } from './native-subjects.ts'
import type { Sources } from './sources.ts'

/** What tools' own rights are compared with the policy by. */
export interface NativeRightsParts {
  readonly engine: PolicyEngine
  readonly inForce: PolicyInForce
  readonly rights: Pick<Rights, 'permits'>
  readonly clock: Clock
  readonly people: KnownPrincipals
  readonly reads: RightsReads
  readonly catalog: Pick<CatalogStore, 'visibleTo' | 'accessClasses' | 'progress'>
  readonly callers: CallerViews
  readonly sources: Pick<Sources, 'byId'>
  readonly access: Pick<AccessLog, 'denied'>
}

/** Builds {@link NativeRightsService}. What a tool told is used for half a minute, so that pages of a list fit together. */
export function createNativeRights(parts: NativeRightsParts): NativeRightsService {
  const { rights, access, callers, sources, clock, inForce } = parts
  const told = createMemory(clock)
  return {
    async of(caller, id, call) {
      if (!(await rights.permits(caller.principal, 'access:explain'))) {
        access.denied(actorOf(caller.principal, caller.origin), 'access:explain', { type: 'Source', id })
        return refuse(
          problem('FORBIDDEN', 'Comparing rights of a tool with the policy needs the action access:explain.'),
        )
      }
      const view = await callers.of(caller.principal)
      const source = view.seesSource(id) ? sources.byId(id) : null
      if (source === null) return refuse(problem('NOT_FOUND', 'There is no such source.'))
      const { connector } = source
      if (connector.nativeRights === undefined) return succeed(nothingNative)
      const snapshot = await inForce.current()
      const about = { toolKind: source.kind, now: clock.now(), snapshot, aliases: askedAliases(snapshot) }
      const subjects = await nativeSubjects(parts, about)
      const { native, asOf } = await told(id, async () => connector.nativeRights?.(subjects.names, call))
      if (native === undefined) return succeed(nothingNative)
      const { visibleTo: mirrorFor, accessClasses: classes } = parts.catalog
      const judging = { engine: parts.engine, source: id, view, mirrorFor, classes }
      return succeed<NativeRightsView>({
        guard: native.guard,
        asOf,
        gaps: [...native.gaps, ...((await isMirrored(parts.catalog, source)) ? [] : (['MIRROR_INCOMPLETE'] as const))],
        principals: native.principals.length,
        strangers: native.principals.filter(({ name }) => subjects.knownAs(name) === null).length,
        defaults: native.everybody,
        wider: (principal, page, until) => widerPage(judging, subjects.held(native, principal), page, until),
      })
    },
  }
}

const nothingNative: NativeRightsView = {
  guard: 'NONE',
  asOf: null,
  gaps: [],
  principals: 0,
  strangers: 0,
  defaults: [],
  wider: async () => ({ items: [], hasNextPage: false, end: null }),
}

const memoryMs = 30_000

interface Told {
  readonly native: NativeRights | undefined
  readonly asOf: number
}

/** What each source last told; a failure is not remembered. */
function createMemory(clock: Clock) {
  const memory = new Map<string, Told>()
  return async (source: string, read: () => Promise<NativeRights | undefined>): Promise<Told> => {
    const known = memory.get(source)
    if (known !== undefined && clock.now() - known.asOf < memoryMs) return known
    const fresh = { asOf: clock.now(), native: await read() }
    memory.set(source, fresh)
    return fresh
  }
}

/** Rights are compared one after the other for at most this long; a page that ends there is short. */
const lookMsMax = 2_500

async function widerPage(
  judging: ListingParts,
  held: readonly HeldRight[],
  { first, after }: PageRequest,
  { signal }: CallContext,
): Promise<NativeRightsPage> {
  const start = after === null ? 0 : held.findIndex(({ place }) => isAfter(place, after))
  const rest = start === -1 ? [] : held.slice(start)
  const until = performance.now() + lookMsMax
  const items: NativeRightsPage['items'][number][] = []
  let end = after
  for (const [index, each] of rest.entries()) {
    if (items.length === first || (index > 0 && (performance.now() > until || signal.aborted)))
      return { items, hasNextPage: true, end }
    const view = await widerView(judging, each)
    end = cursorOf(each)
    if (view !== null) items.push({ item: view, cursor: end })
  }
  return { items, hasNextPage: false, end }
}

async function widerView(judging: ListingParts, held: HeldRight): Promise<NativeRightView | null> {
  const excess = await excessOf(judging, held)
  const { right, name, known } = held
  return excess.length === 0 ? null : { right, name, known, excess }
}

function cursorOf({ place }: HeldRight) {
  // Places of this list are no uids, and only it reads them.
  return { key: place.key, uid: place.uid as Uid }
}

function isAfter(place: HeldRight['place'], after: NonNullable<PageRequest['after']>): boolean {
  return place.key === after.key ? place.uid > after.uid : place.key > String(after.key)
}
