import type { StreamName } from '../connector/contract.ts'
import type { ConnectedSource } from './ports.ts'
import type { MirroredKind, StreamProgress } from './types.ts'

/** Kinds whose objects a full crawl of a stream vouches for: what it did not report is gone. */
export const kindsOfStream: { readonly [Stream in StreamName]: readonly MirroredKind[] } = {
  models: ['Model'],
  versions: ['ModelVersion'],
  experiments: ['Experiment'],
  // Data that runs read stays in the mirror after the last of these runs: it is still the data that models came from.
  runs: ['Run'],
  loggedModels: ['LoggedModel'],
  datasets: ['Dataset', 'DataVersion'],
  deployments: ['Deployment'],
}

/** Streams that bring objects of a kind; a source need not have them all. */
export const streamsOfKind: { readonly [Kind in MirroredKind]: readonly StreamName[] } = {
  Model: ['models'],
  ModelVersion: ['versions'],
  Experiment: ['experiments'],
  Run: ['runs'],
  LoggedModel: ['loggedModels'],
  Dataset: ['runs', 'datasets'],
  DataVersion: ['runs', 'datasets'],
  Deployment: ['deployments'],
  // Told by events, and read by nobody.
  Job: [],
}

/** Streams of a source that a list of these kinds is made from. */
export function streamsBehind(source: ConnectedSource, kinds: readonly MirroredKind[]): readonly StreamName[] {
  const needed = new Set(kinds.flatMap((kind) => streamsOfKind[kind]))
  return source.streams.filter((stream) => needed.has(stream))
}

/** How a stream stands that was never crawled. */
export function untouchedStream(source: string, stream: string): StreamProgress {
  return {
    source,
    stream,
    state: 'PENDING',
    generation: 0,
    mode: null,
    cursor: null,
    nextCursor: null,
    processed: 0,
    completeAsOf: null,
    fullAsOf: null,
    error: null,
  }
}

/** Moment up to which all of these streams were crawled completely; null while one was not, and for no streams. */
export function crawledUpTo(streams: readonly StreamName[], progress: readonly StreamProgress[]): number | null {
  const moments = streams.flatMap((stream) => progress.find((row) => row.stream === stream)?.completeAsOf ?? [])
  return moments.length > 0 && moments.length === streams.length ? Math.min(...moments) : null
}
