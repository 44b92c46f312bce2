import { type Action, type Principal, type Rights } from '../access/index.ts'
import type { DigestPorts, ResolvePorts } from '../artifacts/index.ts'
import {
  type Catalog,
  createCatalog,
  type MirroredObject,
  type ObjectCache,
  type OwnedFiles,
  type SeenCatalogStore,
  type SourceDirectory,
} from '../catalog/index.ts'
import {
  createStoredBytes,
  type IndexPorts,
  type MatchPorts,
  type StoredBytes,
  type VersionFacts,
} from '../deployments/index.ts'
import type { Services } from '../graphql/index.ts'
import type { ArtifactDownloads, CallerServices } from '../http/index.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import { createLineage, type PlaceOf, type Serving } from '../lineage/index.ts'
import type { EnvironmentRow } from '../persistence/environment-store.ts'
import type { DriftPorts } from '../reconciliation/index.ts'
import { allowedArtifacts } from './allowed-artifacts.ts'
import { type ApprovalSight, type Approvals, createApprovals } from './approval-setup.ts'
import { createArtifactOwners, type OwnersByObject } from './artifact-owners.ts'
import { createArtifactService } from './artifact-service.ts'
import { createViewerCan } from './caller-abilities.ts'
import type { CallerView } from './caller-views.ts'
import { createConsumerService } from './consumer-service.ts'
import { crawledFacts } from './crawled-facts.ts'
import { createDeploymentService } from './deployment-service.ts'
import { createDownloads } from './downloads.ts'
import { createDriftPorts, driftServiceFor } from './drift-setup.ts'
import type { EffectFileParts } from './effect-files.ts'
import { createEnvironmentService } from './environment-service.ts'
import { createLineageService, createLiveWalks, type LiveWalks } from './lineage-service.ts'
import { createDenials, notingDenials } from './noted-denials.ts'
import { isRead } from './openlineage-source.ts'
import { createOwnedFiles, readableFiles } from './owned-files.ts'
import { seenFacts } from './seen-facts.ts'
import { notingSources, sourcesAmong } from './seen-sources.ts'
import { seenTargets } from './seen-targets.ts'
import { seesObjects, seesOrWould } from './sees-objects.ts'
import { sensitiveOf } from './sensitive-service.ts'
import type { ServiceParts } from './service-parts.ts'
import { createServing, type ServingPorts } from './serving.ts'
import { createSyncService } from './sync-service.ts'
import { createTokenService } from './token-service.ts'
import { locatorOf } from './version-locator.ts'
import { createVersionNames } from './version-names.ts'

/** The services of every caller, and what the background needs of them. */
export interface BuiltServices {
  /**
   * Services as one caller may use them, for one request: what the caller may not see is unknown to all of them. Rights are
   * read from the store each time.
   */
  servicesFor(principal: Principal): Promise<CallerServices>
  readonly rights: Rights
  readonly downloads: ArtifactDownloads
  /** Takes what a tool says has changed into the mirror, for nobody in particular. */
  readonly refresh: Catalog['refresh']
  readonly resolve: ResolvePorts
  readonly indexing: IndexPorts
  /** Over all registered versions, whoever asks. */
  readonly serving: ServingPorts
  readonly live: Catalog['live']
  readonly approvals: Approvals
  /** For what nobody asks for. */
  readonly drift: DriftPorts
  /** What files of versions are found with, whoever asks. */
  readonly files: EffectFileParts
}

/** Wires the domain. Opens nothing. */
export function buildServices(parts: ServiceParts): BuiltServices {
  const { store, sources, clock } = parts
  const resolve: ResolvePorts = {
    stores: sources.stores,
    locate: async ({ source, uri }, call) => (await sources.byId(source)?.connector.follow?.(uri, call)) ?? null,
  }
  const digest: DigestPorts = { cache: store.digests, clock }
  // The catalogue reads files of objects, and finding the files of an object needs the catalogue.
  const files: OwnedFiles = { readText: (...wanted) => createOwnedFiles(owners, resolve).readText(...wanted) }
  const catalog = createCatalog({ ...parts, store: store.catalog, files })
  const owners: OwnersByObject = createArtifactOwners(catalog)
  const bytes = createStoredBytes({ resolve, digest })
  const versionFacts = crawledFacts(store.versionFacts, { sources, store: store.catalog })
  const servingPorts: ServingPorts = {
    catalog,
    matching: { names: createVersionNames(store.catalog), facts: versionFacts, bytes },
  }
  // What is approved must be so now, not when it was last looked at.
  const uncached = createCatalog({ ...parts, store: store.catalog, files, cache: noCache })
  const serving = createServing(servingPorts)
  const approvals = createApprovals({
    ...parts,
    catalog: uncached,
    useTools: { serving, lineage: wholeLineage(parts, { catalog: uncached, serving }) },
    versions: {
      catalog: uncached,
      owners,
      files,
      resolve,
      clock,
      kindOf: (source) => sources.byId(source)?.kind ?? source,
    },
    onChange: parts.onApprovalChange,
  })
  const shared: SharedParts = {
    ...parts,
    resolve,
    digest,
    catalog,
    files,
    bytes,
    versionFacts,
    serving,
    walks: createLiveWalks(parts.rights, parts.access),
    approvals,
    drift: createDriftPorts({
      ...parts,
      catalog: uncached,
      serving,
      settings: parts.driftSettings,
      approvals: approvals.ports,
      onChange: parts.onApprovalChange,
    }),
  }
  return {
    approvals,
    drift: shared.drift,
    files: { catalog: uncached, owners, resolve },
    rights: parts.rights,
    async servicesFor(principal) {
      const caller = await callerOf(shared, principal)
      const reached = [...caller.reached].toSorted()
      return {
        fingerprint: JSON.stringify([caller.view.fingerprint, reached]),
        services: (origin) => servicesOf(shared, { ...caller, origin }),
      }
    },
    downloads: createDownloads(resolve, async (principal, origin) => {
      const seen = seenParts(shared, { ...(await callerOf(shared, principal)), origin })
      const { owners, noteUnseen } = seen
      return { owners, mayDownload: (uid) => seen.mayNoted('artifact:download', uid), noteUnseen }
    }),
    refresh: catalog.refresh,
    resolve,
    serving: servingPorts,
    live: catalog.live,
    indexing: { facts: store.versionFacts, bytes, locator: locatorOf(catalog), clock },
  }
}

/** Keeps nothing. */
const noCache: ObjectCache = {
  getMany: async (keys) => keys.map(() => null),
  setMany: async () => undefined,
  deleteMany: async () => undefined,
}

interface SharedParts extends ServiceParts {
  readonly resolve: ResolvePorts
  readonly digest: DigestPorts
  readonly catalog: Catalog
  /** Of any object, whoever asks. */
  readonly files: OwnedFiles
  readonly bytes: StoredBytes
  readonly versionFacts: VersionFacts
  /** Over all registered versions, whoever asks. */
  readonly serving: Serving
  readonly walks: LiveWalks
  readonly approvals: Approvals
  readonly drift: DriftPorts
}

/** One caller, by the rights of this moment. */
interface SeenCaller {
  readonly view: CallerView
  /** The mirror as the caller sees it. */
  readonly seenStore: SeenCatalogStore
  /** Sources with something to see in them. */
  readonly reached: ReadonlySet<string>
}

async function callerOf({ store, callers }: SharedParts, principal: Principal): Promise<SeenCaller> {
  const view = await callers.of(principal)
  const seenStore = store.catalog.visibleTo(view.visibility)
  return { view, seenStore, reached: await seenStore.sourcesSeen() }
}

/** One request of one caller. */
interface SeenRequest extends SeenCaller {
  readonly origin: RequestOrigin
}

/** What one caller sees of the store and the sources. */
function seenParts(
  { store, catalog, files: allFiles, sources, access }: SharedParts,
  { view, seenStore, reached, origin }: SeenRequest,
) {
  const may = async (action: Action, object: MirroredObject) => {
    const seen = await seenStore.seen(object)
    return seen !== null && view.may(action, seen)
  }
  const files = readableFiles(allFiles, (owner) => may('artifact:read', owner))
  // A source with something to see in it is asked for that, also where the caller may not look at the source itself.
  const seenSources = sourcesAmong(sources, (id) => reached.has(id) || view.seesSource(id))
  const { hidden, principal } = view
  const denials = createDenials({ access, caller: { principal, origin }, hidden, sources, store })
  const named = notingSources(seenSources, denials)
  const plain = catalog.visibleTo({ store: seenStore, sources: named, files })
  const refs = { hidden, object: denials.object, sources, whole: store.catalog, seen: seenStore }
  const seenCatalog = notingDenials(plain, refs)
  const mayByUid = async (action: Action, uid: Uid) => {
    const [object] = await seenStore.byUids([uid])
    return object != null && may(action, object)
  }
  const owners = createArtifactOwners(seenCatalog)
  const mayNoted = async (action: Action, uid: Uid) => {
    const [object] = await seenStore.byUids([uid])
    if (object == null) return false
    const isAllowed = await may(action, object)
    if (!isAllowed) denials.note(action, { type: object.kind, id: uid })
    return isAllowed
  }
  return {
    store: seenStore,
    sources: seenSources,
    /** For questions that name a source. */
    named,
    /** Notes nothing: for what the gateway looks up by itself. */
    plain,
    catalog: seenCatalog,
    files,
    owners,
    may,
    mayByUid,
    mayNoted,
    denials,
    noteUnseen: denials.node,
  }
}

function servicesOf(shared: SharedParts, request: SeenRequest): Services {
  const { store, rights, resolve, digest, bytes, versionFacts, walks } = shared
  const { view, origin } = request
  const seen = seenParts(shared, request)
  const environments = {
    list: async () => (await store.environments.list()).filter((each) => view.seesEnvironment(each)),
    noteUnknown: seen.denials.environment,
  }
  const matching: MatchPorts = {
    names: createVersionNames(seen.store),
    facts: seenFacts(versionFacts, seen.store),
    bytes,
  }
  const deployments = createDeploymentService({
    catalog: seen.catalog,
    sources: seen.named,
    matching,
    environments,
    environmentOf: (source) => seen.sources.byId(source)?.environment ?? null,
    sees: (deployment) => seesOrWould({ whole: store.catalog, seen: seen.store, view }, deployment),
    sourcesIn: (environment) =>
      seen.sources.all().flatMap((source) => (source.environment === environment ? [source.id] : [])),
  })
  const lineage = lineageOf(shared, request, seen)
  const artifacts = createArtifactService({ owners: seen.owners, resolve, digest, publicUrl: shared.publicUrl })
  const targets = seenTargets(store.targets, environments, seen.store)
  return {
    hasRefused: () => seen.denials.hasAny(),
    rights,
    access: shared.accessService,
    may: seen.may,
    noteUnseen: seen.noteUnseen,
    sensitive: sensitiveOf(view, seen.store),
    viewerCan: createViewerCan(shared, view, seen.store),
    catalog: {
      ...seen.catalog,
      sources: async () => {
        const shown = (await seen.catalog.sources()).filter(({ id }) => view.seesSource(id))
        const reached = await seen.store.sourcesSeen()
        return shown.filter((source) => isRead(source) || reached.has(source.id))
      },
    },
    lineage: createLineageService({
      skeletons: shared.skeletons,
      lineage,
      walks,
      origin,
      places: async () => placesIn(seen.sources, await environments.list()),
      owners: store.ownerTags,
    }),
    artifacts: allowedArtifacts(artifacts, seen),
    deployments,
    environments: createEnvironmentService({
      environments,
      targets,
      catalog: seen.plain,
      deployments,
    }),
    consumers: consumersOf(shared, seen),
    ...approvalsOf(shared, request, { ...seen, environments, targets }),
    drift: driftServiceFor(shared, request, { ...seen, environments, targets }),
    sync: createSyncService({ catalog: seen.plain, sources: shared.sources, rights, audit: store.audit.audited }),
    tokens: createTokenService({ tokens: shared.tokens, rights, audit: store.audit.audited }),
  }
}

/** The environments of deployments, as far as the caller may know of them. */
function placesIn(sources: SourceDirectory, environments: readonly EnvironmentRow[]): PlaceOf {
  const byName = new Map(environments.map((environment) => [environment.name, environment]))
  return (source) => byName.get(sources.byId(source)?.environment ?? '') ?? null
}

function consumersOf({ store, clock }: SharedParts, seen: ReturnType<typeof seenParts>) {
  const { catalog, may, noteUnseen } = seen
  const audit = store.audit.audited
  return createConsumerService({ store: store.consumers, catalog, seen: seen.store, may, noteUnseen, audit, clock })
}

function lineageOf(shared: SharedParts, { view }: SeenRequest, seen: ReturnType<typeof seenParts>) {
  const { store, clock } = shared
  return createLineage({
    catalog: shared.catalog.visibleTo({ store: store.catalog, sources: shared.sources, files: seen.files }),
    sight: {
      resolve: seen.catalog.resolve,
      mirror: seen.store,
      sources: seen.sources,
      noteHidden: seen.denials.object,
      see: (objects, at) => seesObjects({ whole: store.catalog, seen: seen.store, view }, objects, at),
      hiddenId: (ids) => shared.hiddenId(view.principal.id, ids),
      seesSource: (id) => seen.sources.byId(id) !== null,
    },
    sources: shared.sources,
    serving: shared.serving,
    index: store.lineage,
    unstated: shared.unstated,
    progress: (source) => store.catalog.progress(source),
    clock,
  })
}

/** Lineage over everything there is, past every cache: for what must not be missed, not for what is shown. */
function wholeLineage(
  { store, sources, clock }: ServiceParts,
  { catalog, serving }: { readonly catalog: Catalog; readonly serving: Serving },
) {
  return createLineage({
    catalog,
    sight: {
      resolve: catalog.resolve,
      mirror: store.catalog,
      sources,
      noteHidden: () => undefined,
      see: async (objects) => objects.map(() => true),
      hiddenId: () => '',
      seesSource: () => true,
    },
    sources,
    serving,
    index: store.lineage,
    unstated: store.unstatedDeployments,
    progress: (source) => store.catalog.progress(source),
    clock,
  })
}

function approvalsOf(
  { approvals }: SharedParts,
  { view: { principal, decide }, origin }: SeenRequest,
  sight: Omit<ApprovalSight, 'caller'>,
): Pick<Services, 'approvals' | 'evidence' | 'incidents' | 'delegations' | 'exceptions'> {
  const caller = { principal, origin }
  const { catalog, environments, may, store, noteUnseen } = sight
  return {
    approvals: approvals.serviceFor({ ...sight, caller }),
    evidence: approvals.evidenceFor({ ...sight, caller, decide }),
    incidents: approvals.incidentsFor(caller),
    exceptions: approvals.exceptionsFor({ store, noteUnseen, caller }),
    delegations: approvals.delegationsFor({ catalog, environments, may, caller }),
  }
}
