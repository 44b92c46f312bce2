import type { CallContext } from '../connector/contract.ts'
import { refuse, succeed } from '../kernel/outcome.ts'
import { Fault, problem } from '../kernel/problem.ts'
import type { Catalog } from './api.ts'
import { type ComparePorts, compareRuns, compareVersions, measuredOnVersions } from './compare.ts'
import { inputsOfRuns } from './inputs-of-runs.ts'
import { demandSource } from './known-source.ts'
import { type ListPorts, listObjects } from './list.ts'
import { listChildren } from './list-children.ts'
import { createLiveReader } from './live-reader.ts'
import type { CatalogPorts, NativeRef } from './ports.ts'
import { readThrough } from './read-through.ts'
import { createDeploymentRefresh } from './refresh-deployments.ts'
import { refreshObjects } from './refresh-objects.ts'
import { createVersionRefresh } from './refresh-versions.ts'
import { createRelations } from './relations.ts'
import { type RecipePorts, reproduceRecipe } from './reproduce-recipe.ts'
import { resolveRef } from './resolve.ts'
import { searchObjects } from './search.ts'
import { viewSource } from './sources-view.ts'
import { createToolReads } from './tool-reads.ts'
import type { LiveModelVersion, MirroredKind, MirroredObject } from './types.ts'
import { validationSets } from './validation-catalog.ts'
import { versionsOfRuns } from './versions-of-runs.ts'
import { withoutHiddenData } from './without-hidden-data.ts'

/** Makes the catalogue. Opens nothing and keeps no timer; what it holds in memory is bounded. */
export function createCatalog(ports: CatalogPorts): Catalog {
  const livePorts = { ...ports, reads: createToolReads(ports) }
  return catalogOver({
    ...livePorts,
    refreshVersions: createVersionRefresh(livePorts),
    refreshDeployments: createDeploymentRefresh(livePorts),
  })
}

/** The catalogue over a mirror. Reads of tools, and what is remembered of them, are shared by every caller's view. */
function catalogOver(ports: ListPorts & CatalogPorts): Catalog {
  const live = createLiveReader(ports)
  const relations = createRelations(ports)

  const catalog: Catalog = {
    live,
    relations,
    resolve: (ref, { source, kinds }, call) => resolveRef(ports, { ref, source, kinds, call }),
    byUids: (uids) => ports.store.byUids(uids),
    byNative: (refs, call) => readThrough(ports, refs, call),
    list: (query, page, call) => listObjects(ports, { query, page, call }),
    childrenOfEach: (kind, parents, page, call) => listChildren(ports, { kind, parents, page, call }),
    versionsOfRuns: (runs, first, call) => versionsOfRuns({ relations, store: ports.store }, { runs, first, call }),
    inputsOfRuns: (runs) => inputsOfRuns(ports.store, runs),
    runsOfDataVersion: (dataVersion, page) => ports.store.runsOfDataVersion(dataVersion.uid, page),
    search: (text, kinds, source, page) => searchObjects(ports, { text, kinds, source, page }),
    async validationCatalog(query, page) {
      demandSource(ports.sources, query.source, ['filter', 'source'])
      return validationSets(ports, query, page)
    },
    compareRuns: (refs, options, call) => compareRuns(comparePortsOf(catalog, ports), { refs, ...options, call }),
    compareVersions: (refs, options, call) =>
      compareVersions(comparePortsOf(catalog, ports), { refs, ...options, call }),
    measuredOn: (versions, call) => measuredOnVersions(comparePortsOf(catalog, ports), versions, call),
    reproduceRecipe: (ref, source, call) => reproduceRecipe(recipePortsOf(catalog, ports, { source, call }), ref, call),
    sources: () => Promise.all(ports.sources.all().map((source) => viewSource(ports, source))),
    refresh: (changed, call) => refreshObjects(ports, changed, call),
    visibleTo: (view) => catalogOver({ ...ports, ...view }),
    async requestSync(id, options) {
      const source = ports.sources.byId(id)
      if (source === null) return refuse(problem('NOT_FOUND', `No source is named ${id}.`, { field: ['source'] }))
      ports.sync.request(id, options)
      return succeed(await viewSource(ports, source))
    },
  }
  return catalog
}

function comparePortsOf(catalog: Catalog, ports: CatalogPorts): ComparePorts {
  return {
    live: catalog.live,
    files: ports.files,
    async wholeRuns(list, call) {
      const { groups, faults } = await catalog.relations.wholeRuns(list, call)
      const shown = groups.map(async ({ objects, items }) => {
        const left = await withoutHiddenData(ports.store, items)
        return { objects, items: left.flatMap((run) => (run === null || run instanceof Fault ? [] : [run])) }
      })
      return { groups: await Promise.all(shown), faults }
    },
    inputsOf: (runs) => catalog.inputsOfRuns(runs),
    loggedModels: (near, ids, call) => loggedModelsNear(catalog, { near, ids, call }),
    resolve: (ref, kinds, { source, call }) => catalog.resolve(ref, { source, kinds }, call),
    async runsOf(versions, call) {
      const refs = versions.map(runRefOf)
      const found = await catalog.byNative(
        refs.filter((ref) => ref !== null),
        call,
      )
      const rest = found.values()
      return refs.map((ref) => (ref === null ? null : (rest.next().value ?? null)))
    },
  }
}

function recipePortsOf(
  catalog: Catalog,
  ports: CatalogPorts,
  { source, call }: { readonly source: string | null; readonly call: CallContext },
): RecipePorts {
  return {
    live: catalog.live,
    files: ports.files,
    resolve: (ref, kinds) => catalog.resolve(ref, { source, kinds }, call),
    async runOf(version) {
      const ref = runRefOf(version)
      const [run] = ref === null ? [] : await catalog.byNative([ref], call)
      return run ?? null
    },
    versionsOf: async (run) => (await catalog.versionsOfRuns([run], 1, call)).get(run.uid) ?? [],
    loggedModelsOf: (run) => loggedModelsNear(catalog, { near: run.object, ids: run.record.outputModelIds, call }),
    inputsOf: async (run) => (await catalog.inputsOfRuns([run])).get(run.object.uid) ?? [],
  }
}

async function loggedModelsNear(
  catalog: Catalog,
  wanted: { readonly near: MirroredObject; readonly ids: readonly string[]; readonly call: CallContext },
): Promise<readonly MirroredObject[]> {
  const refs = wanted.ids.map((id) => nativeRef({ object: wanted.near }, 'LoggedModel', id))
  const found = await catalog.byNative(refs, wanted.call)
  return found.flatMap((object) => (object === null || object instanceof Fault ? [] : [object]))
}

function runRefOf(version: LiveModelVersion): NativeRef | null {
  return version.record.runId === null ? null : nativeRef(version, 'Run', version.record.runId)
}

function nativeRef({ object }: { readonly object: MirroredObject }, kind: MirroredKind, nativeId: string): NativeRef {
  return { source: object.source, workspace: object.workspace, kind, nativeId }
}
