import type { CatalogReads } from '../../catalog/ports.ts'
import type { MirroredObject, Page } from '../../catalog/types.ts'
import type { CurrentScope } from './current-scope.ts'

/**
 * Checks every object that leaves the mirror for one caller. Reads by name rest on this check alone; lists have left out
 * what is hidden in their statement already, and a row that got past it stops here.
 */
export function checkRowsOf(
  reads: CatalogReads,
  scope: CurrentScope,
  onHidden: (object: MirroredObject) => void,
): CatalogReads {
  const known = async (objects: readonly (MirroredObject | null)[]) => {
    const { sees } = await scope.knowing(objects)
    return objects.map((object) => {
      if (object === null || sees(object)) return object
      onHidden(object)
      return null
    })
  }
  const only = async (objects: readonly MirroredObject[]) => objects.filter((await scope.knowing(objects)).sees)
  const withShownFields = async (objects: readonly MirroredObject[]) => {
    const access = (await scope.knowing(objects)).sensitive(objects)
    return objects.filter((_object, index) => access[index]?.isShown === true)
  }
  const pageOf = async <Item>(page: Page<Item>, objectOf: (item: Item) => MirroredObject): Promise<Page<Item>> => {
    const { sees } = await scope.knowing(page.items.map(({ item }) => objectOf(item)))
    return { ...page, items: page.items.filter(({ item }) => sees(objectOf(item))) }
  }
  const pageOfObjects = (page: Page<MirroredObject>) => pageOf(page, (object) => object)
  return {
    byUids: async (uids) => known(await reads.byUids(uids)),
    byNative: async (refs) => known(await reads.byNative(refs)),
    byName: async (kind, name, source) => only(await reads.byName(kind, name, source)),
    // An address is a sensitive field, so that finding by it would tell of it.
    byAddress: async (uri, source) => withShownFields(await only(await reads.byAddress(uri, source))),
    page: async (query, page) => pageOfObjects(await reads.page(query, page)),
    pageOfEach: async (kind, parents, page) => mapValues(await reads.pageOfEach(kind, parents, page), pageOfObjects),
    versionsOfRuns: async (runs, first) => mapValues(await reads.versionsOfRuns(runs, first), only),
    search: async (query, page) => pageOf(await reads.search(query, page), ({ object }) => object),
    inputsOfRuns: (runs) => reads.inputsOfRuns(runs),
    runsOfDataVersion: async (data, page) => pageOfObjects(await reads.runsOfDataVersion(data, page)),
    validationSets: async (query, page) => pageOfObjects(await reads.validationSets(query, page)),
    countBySource: (source) => reads.countBySource(source),
    measurementsOn: (data, metric, limit) => reads.measurementsOn(data, metric, limit),
  }
}

async function mapValues<Key, Before, After>(
  map: ReadonlyMap<Key, Before>,
  change: (value: Before) => Promise<After>,
): Promise<ReadonlyMap<Key, After>> {
  return new Map(await Promise.all([...map].map(async ([key, value]) => [key, await change(value)] as const)))
}
