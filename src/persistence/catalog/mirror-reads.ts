import type { CatalogReads } from '../../catalog/ports.ts'
import type { MirrorReader } from './mirror-reader.ts'
import {
  countObjects,
  readByAddress,
  readByName,
  readByNative,
  readByUids,
  readPage,
  readPageOfEach,
} from './read-objects.ts'
import {
  readInputsOfRuns,
  readMeasurementsOn,
  readRunsOfDataVersion,
  readValidationSets,
  readVersionsOfRuns,
} from './read-run-data.ts'
import { searchObjects } from './search-objects.ts'

/** The reads of the mirror; `current` is asked for the reader before each. */
export function createMirrorReads(current: () => Promise<MirrorReader>): CatalogReads {
  return {
    byUids: async (uids) => readByUids(await current(), uids),
    byNative: async (refs) => readByNative(await current(), refs),
    byName: async (kind, text, source) => readByName(await current(), { kind, text, source }),
    byAddress: async (uri, source) => readByAddress(await current(), uri, source),
    page: async (query, page) => readPage(await current(), query, page),
    pageOfEach: async (kind, uids, page) => readPageOfEach(await current(), { kind, uids }, page),
    versionsOfRuns: async (runs, first) => readVersionsOfRuns(await current(), runs, first),
    search: async (query, page) => searchObjects(await current(), query, page),
    inputsOfRuns: async (runs) => readInputsOfRuns(await current(), runs),
    runsOfDataVersion: async (dataVersion, page) => readRunsOfDataVersion(await current(), dataVersion, page),
    validationSets: async (query, page) => readValidationSets(await current(), query, page),
    countBySource: async (source) => countObjects(await current(), source),
    measurementsOn: async (dataVersion, metric, limit) =>
      readMeasurementsOn(await current(), dataVersion, { metric, limit }),
  }
}
