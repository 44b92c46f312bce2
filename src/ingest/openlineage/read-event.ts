import type { JobRunRecord } from '../../connector/records.ts'
import { type Outcome, refuse, succeed } from '../../kernel/outcome.ts'
import { Fault, problem } from '../../kernel/problem.ts'
import type { EventName, LineageEvent, ToldRun } from './event.ts'
import { JsonReader, refuseAt } from './json-reader.ts'
import { eventLimits } from './limits.ts'
import { facetsOf, readDataset, readJobFacts, readName } from './read-facets.ts'

/**
 * Reads one event of the OpenLineage specification (2-0-2: https://openlineage.io/spec/2-0-2/OpenLineage.json): of a run, of
 * a job, or of a dataset. Facets that it does not keep may hold anything. Refuses with BAD_USER_INPUT, naming the field by
 * a JSON pointer in `details.field`. Pure.
 */
export function readEvent(body: unknown, now: number): Outcome<LineageEvent> {
  try {
    return succeed(eventIn(new JsonReader(body), now))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const { code, publicMessage, details = {} } = error
    return refuse(problem(code, publicMessage, { details }))
  }
}

function eventIn(event: JsonReader, now: number): LineageEvent {
  const at = timeIn(event, now)
  event.word('producer', eventLimits.nameLengthMax)
  event.word('schemaURL', eventLimits.nameLengthMax)
  const dataset = event.part('dataset')
  if (dataset !== undefined) {
    if (event.get('job') !== undefined || event.get('run') !== undefined)
      throw refuseAt(event.at('dataset'), 'cannot stand beside a job or a run.')
    return { kind: 'DATASET', at, dataset: readDataset(dataset, null) }
  }
  const job = event.whole('job')
  const inputs = event.parts('inputs', eventLimits.datasetsMax).map((each) => readDataset(each, 'inputFacets'))
  const outputs = event.parts('outputs', eventLimits.datasetsMax).map((each) => readDataset(each, 'outputFacets'))
  const common = { at, job: { ...readName(job), facts: readJobFacts(job) }, inputs, outputs }
  if (event.get('run') === undefined && event.get('eventType') === undefined) return { kind: 'JOB', ...common }
  return { kind: 'RUN', ...common, run: runIn(event) }
}

function runIn(event: JsonReader): ToldRun {
  const run = event.whole('run')
  const facets = facetsOf(run, 'facets')
  const parent = facets.part('parent')
  // Checked though nothing is made of it: a run is placed by the times of its events.
  const nominal = facets.part('nominalTime')
  for (const key of ['nominalStartTime', 'nominalEndTime']) if (nominal?.get(key) !== undefined) timeOf(nominal, key)
  return {
    id: run.name('runId', eventLimits.runIdLengthMax),
    type: typeIn(event),
    error: facets.part('errorMessage')?.prose('message', eventLimits.textLengthMax) ?? null,
    parent: parent === undefined ? null : parentJob(parent),
  }
}

function parentJob(parent: JsonReader): EventName {
  parent.whole('run').word('runId', eventLimits.runIdLengthMax)
  return readName(parent.whole('job'))
}

const eventTypes: readonly JobRunRecord['state'][] = ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER']

function typeIn(event: JsonReader): JobRunRecord['state'] {
  const text = event.text('eventType', eventLimits.wordLengthMax)
  if (text === undefined) return 'OTHER'
  const type = eventTypes.find((candidate) => candidate === text)
  if (type === undefined) throw refuseAt(event.at('eventType'), `must be one of ${eventTypes.join(', ')}.`)
  return type
}

function timeIn(event: JsonReader, now: number): number {
  const at = timeOf(event, 'eventTime')
  if (at > now + eventLimits.futureMsMax) throw refuseAt(event.at('eventTime'), 'lies in the future.')
  return at
}

/** RFC 3339, with an offset and any number of decimals; the date alone would be read as another day elsewhere. */
const timePattern = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,12})?([Zz]|[+-]\d{2}:?\d{2})$/

function timeOf(reader: JsonReader, key: string): number {
  const text = reader.word(key, eventLimits.wordLengthMax)
  const at = timePattern.test(text)
    ? Date.parse(
        text
          .replace(' ', 'T')
          .toUpperCase()
          .replace(/([+-]\d{2})(\d{2})$/, '$1:$2'),
      )
    : Number.NaN
  if (Number.isNaN(at) || at < 0)
    throw refuseAt(reader.at(key), 'must be a time with its offset, such as 2026-03-01T12:00:00Z.')
  return at
}
