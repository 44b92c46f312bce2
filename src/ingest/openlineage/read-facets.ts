import type { ColumnRecord } from '../../connector/records.ts'
import { withoutCredentials } from '../../kernel/without-credentials.ts'
import type { ColumnEdge } from '../../lineage/types.ts'
import type { EventName, ToldDataset, ToldFacts } from './event.ts'
import { JsonReader, refuseAt } from './json-reader.ts'
import { eventLimits } from './limits.ts'

const { wordLengthMax, textLengthMax, listMax, columnsMax, facetsMax } = eventLimits

const noFacets = new JsonReader({})

/** The name of a job or a dataset. */
export function readName(reader: JsonReader): EventName {
  const namespace = reader.name('namespace', eventLimits.namespaceLengthMax)
  // A role is granted on names that end in it.
  if (namespace.includes('*')) throw refuseAt(reader.at('namespace'), 'must not contain `*`.')
  return { namespace, name: reader.name('name', eventLimits.nameLengthMax) }
}

/** Facts of a job from its `facets`. */
export function readJobFacts(job: JsonReader): ToldFacts {
  const facets = facetsOf(job, 'facets')
  const type = facets.part('jobType')
  const words = ['processingType', 'integration', 'jobType'].map((key) => type?.text(key, wordLengthMax))
  const code = facets.part('sourceCodeLocation')
  const url = code?.text('url', eventLimits.nameLengthMax)
  return given({
    ...sharedFacts(facets),
    jobType: words.some((word) => word !== undefined)
      ? words.filter((word) => word !== undefined).join(' ')
      : undefined,
    codeUrl: url === undefined ? undefined : withoutCredentials(url),
  })
}

/** A dataset with its facets; `extra` is where those of an input or output stand. */
export function readDataset(reader: JsonReader, extra: 'inputFacets' | 'outputFacets' | null): ToldDataset {
  const facets = facetsOf(reader, 'facets')
  const more = extra === null ? noFacets : facetsOf(reader, extra)
  const previous = facets.part('lifecycleStateChange')?.part('previousIdentifier')
  return {
    ...readName(reader),
    version: facets.part('version')?.name('datasetVersion', wordLengthMax) ?? null,
    facts: dataFacts(facets, more),
    symlinks: facets.part('symlinks')?.parts('identifiers', listMax).map(readName) ?? [],
    renamedFrom: previous === undefined ? null : readName(previous),
    columnLineage: columnLineageOf(facets.part('columnLineage')),
  }
}

/** Some facets stand with the dataset in old clients and with the input or output in new ones. */
function dataFacts(facets: JsonReader, more: JsonReader): ToldFacts {
  const either = (key: string) => facets.part(key) ?? more.part(key)
  const counts = [either('dataQualityMetrics'), more.part('outputStatistics'), more.part('inputStatistics')]
  return given({
    ...sharedFacts(facets),
    columns: columnsOf(facets.part('schema')),
    lifecycle: facets.part('lifecycleStateChange')?.text('lifecycleStateChange', wordLengthMax),
    rowCount: counts.map((facet) => facet?.count('rowCount')).find((count) => count !== undefined),
    checks: checksOf(either('dataQualityAssertions')),
  })
}

/** Facets of a thing; refuses more of them than anybody has. */
export function facetsOf(reader: JsonReader, key: string): JsonReader {
  const facets = reader.part(key)
  facets?.members(facetsMax)
  return facets ?? noFacets
}

function sharedFacts(facets: JsonReader) {
  const owners = facets.part('ownership')?.parts('owners', listMax)
  const tags = facets.part('tags')?.parts('tags', listMax)
  return {
    description: facets.part('documentation')?.prose('description', textLengthMax),
    owners: owners?.map((owner) => owner.word('name', wordLengthMax)),
    tags:
      tags === undefined
        ? undefined
        : Object.fromEntries(tags.flatMap((tag) => (tag.get('field') === undefined ? [tagOf(tag)] : []))),
  }
}

function tagOf(tag: JsonReader): readonly [string, string] {
  return [tag.word('key', wordLengthMax), tag.text('value', wordLengthMax) ?? '']
}

function columnsOf(schema: JsonReader | undefined): readonly ColumnRecord[] | undefined {
  if (schema?.get('fields') === undefined) return undefined
  return schema.parts('fields', columnsMax).map((field) => ({
    name: field.word('name', wordLengthMax),
    type: field.text('type', wordLengthMax) ?? '',
    required: null,
    shape: null,
  }))
}

function checksOf(facet: JsonReader | undefined): string | undefined {
  const checks = facet?.parts('assertions', columnsMax)
  if (checks === undefined || checks.length === 0) return undefined
  const passed = checks.filter((check) => check.flag('success') === true).length
  return `${passed} of ${checks.length} checks passed`
}

function columnLineageOf(facet: JsonReader | undefined): ToldDataset['columnLineage'] {
  const found: (readonly [EventName, ColumnEdge])[] = []
  const add = (from: JsonReader, to: string, fallback: Partial<ColumnEdge>) => {
    if (found.length >= eventLimits.columnEdgesMax)
      throw refuseAt(facet?.path ?? [], `must have at most ${eventLimits.columnEdgesMax} edges between columns.`)
    found.push([readName(from), edgeOf(from, to, fallback)])
  }
  for (const [to, column] of facet?.part('fields')?.members(columnsMax) ?? []) {
    if (to.length > wordLengthMax) throw refuseAt(column.path, `must be named by at most ${wordLengthMax} characters.`)
    const type = column.text('transformationType', wordLengthMax)
    const fallback = type === undefined ? {} : { subtype: type, masking: type === 'MASKED' }
    for (const from of column.parts('inputFields', eventLimits.columnEdgesMax)) add(from, to, fallback)
  }
  // Columns that decided about every row, such as those of a filter.
  for (const from of facet?.parts('dataset', eventLimits.columnEdgesMax) ?? []) add(from, '*', { type: 'INDIRECT' })
  const groups = Map.groupBy(found, ([{ namespace, name }]) => JSON.stringify([namespace, name]))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ ...first[0], edges: sorted(group.map(([, edge]) => edge)) }]
  })
}

function edgeOf(from: JsonReader, to: string, fallback: Partial<ColumnEdge>): ColumnEdge {
  const transformations = from.parts('transformations', listMax)
  const main = transformations.find((each) => each.text('type', wordLengthMax) === 'DIRECT') ?? transformations[0]
  return {
    from: from.word('field', wordLengthMax),
    to,
    type: main?.text('type', wordLengthMax) ?? fallback.type ?? null,
    subtype: main?.text('subtype', wordLengthMax) ?? fallback.subtype ?? null,
    masking: transformations.some((each) => each.flag('masking') === true) || fallback.masking === true,
  }
}

/** In one order, whatever the order in the event: what is the same is then written the same. */
function sorted(edges: readonly ColumnEdge[]): readonly ColumnEdge[] {
  const keyed = new Map(
    edges.map((edge) => [JSON.stringify([edge.to, edge.from, edge.type, edge.subtype, edge.masking]), edge]),
  )
  return [...keyed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge)
}

/** Without what was not told. */
function given(facts: { readonly [Key in keyof ToldFacts]: ToldFacts[Key] | undefined }): ToldFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}
