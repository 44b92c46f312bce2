import type { DatasetRole } from '../connector/records.ts'
import { inParallel } from '../kernel/in-parallel.ts'
import type { CatalogList, ValidationEntry } from './api.ts'
import { contributionsTo } from './contributions.ts'
import { itemsOf } from './list.ts'
import type { CatalogPorts, CatalogStore } from './ports.ts'
import type { MirroredObject, Page, PageRequest } from './types.ts'

/** Which validation sets are wanted. */
export interface ValidationQuery {
  readonly source?: string
  readonly dataset?: string
  readonly digest?: string
  readonly metric?: string
}

/** The most measurements of one data version that an answer holds. */
const measurementsMax = 100

/** Runs looked at for the roles that a data version was used in. */
const runsForRoles = 100

/** Data versions that models were evaluated on, each with what was measured on exactly that digest. */
export async function validationSets(
  ports: Pick<CatalogPorts, 'sources' | 'store'>,
  query: ValidationQuery,
  page: PageRequest,
): Promise<CatalogList<ValidationEntry>> {
  const found = await ports.store.validationSets(query, page)
  const entries = await inParallel(found.items, 4, async ({ item, cursor }) => ({
    item: await entryOf(ports.store, item, query.metric ?? null),
    cursor,
  }))
  const makings = {
    kinds: ['DataVersion'] as const,
    source: query.source ?? null,
    faults: new Map(),
    unchecked: new Set<string>(),
  }
  const entryPage: Page<ValidationEntry> = { items: entries, hasNextPage: found.hasNextPage }
  return { page: entryPage, sourceStatus: await contributionsTo(ports, makings) }
}

async function entryOf(
  store: CatalogStore,
  dataVersion: MirroredObject,
  metric: string | null,
): Promise<ValidationEntry> {
  const measurements = await store.measurementsOn(dataVersion.uid, metric, measurementsMax + 1)
  return {
    dataVersion,
    roles: await rolesOf(store, dataVersion),
    measurements: measurements.slice(0, measurementsMax),
    truncated: measurements.length > measurementsMax,
  }
}

async function rolesOf(store: CatalogStore, dataVersion: MirroredObject): Promise<readonly DatasetRole[]> {
  const runs = itemsOf(await store.runsOfDataVersion(dataVersion.uid, { first: runsForRoles, after: null }))
  const inputs = await store.inputsOfRuns(runs.map((run) => run.uid))
  const roles = inputs.filter((input) => input.dataVersionUid === dataVersion.uid).map((input) => input.role)
  return [...new Set(roles)].toSorted()
}
