import type { SourceView } from './api.ts'
import type { CatalogPorts, ConnectedSource } from './ports.ts'
import { kindsOfStream, untouchedStream } from './streams.ts'

/** One source with its health, and how the mirror of each of its streams stands. */
export async function viewSource(ports: Pick<CatalogPorts, 'store'>, source: ConnectedSource): Promise<SourceView> {
  const [progress, counts] = await Promise.all([ports.store.progress(source.id), ports.store.countBySource(source.id)])
  const streams = source.streams.map((stream) => {
    const row = progress.find((candidate) => candidate.stream === stream) ?? untouchedStream(source.id, stream)
    const objects = kindsOfStream[stream].reduce((sum, kind) => sum + (counts[kind] ?? 0), 0)
    return { ...row, objects }
  })
  const { id, kind, url, environment, capabilities } = source
  return { id, kind, url, environment, capabilities, health: source.health(), streams }
}
