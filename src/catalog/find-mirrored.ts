import { joinNativeId } from '../kernel/native-id.ts'
import { workspacesOf } from './find-matches.ts'
import type { NamedReading } from './parse-ref.ts'
import type { CatalogStore, ConnectedSource, NativeRef } from './ports.ts'
import type { MirroredObject } from './types.ts'

/**
 * What the mirror holds under a reading of a ref, for a source that cannot be asked. None for an alias, a stage and
 * the latest version: they move, and nobody but the registry knows where they are now.
 */
export async function findMirrored(
  store: Pick<CatalogStore, 'byAddress' | 'byNative'>,
  source: ConnectedSource,
  reading: NamedReading,
): Promise<readonly MirroredObject[]> {
  if (reading.by === 'address') return store.byAddress(reading.uri, source.id)
  const name = nameIn(source, reading)
  return name === null ? [] : named(store, source, name)
}

/** Looks up what a caller may have nothing of, so that the mirror tells that it was asked for; by alias, the model. */
export async function meetHidden(store: CatalogStore, source: ConnectedSource, reading: NamedReading): Promise<void> {
  const model = 'model' in reading ? { kind: 'Model' as const, nativeId: reading.model } : null
  const name = nameIn(source, reading) ?? model
  if (name !== null) await named(store, source, name)
}

async function named(
  store: Pick<CatalogStore, 'byNative'>,
  source: ConnectedSource,
  name: Pick<NativeRef, 'kind' | 'nativeId'>,
): Promise<readonly MirroredObject[]> {
  const refs = workspacesOf(source).map((workspace) => ({ source: source.id, workspace, ...name }))
  return (await store.byNative(refs)).filter((object) => object !== null)
}

function nameIn(source: ConnectedSource, reading: NamedReading): Pick<NativeRef, 'kind' | 'nativeId'> | null {
  const { by, kind } = reading
  if (by === 'name') return { kind, nativeId: reading.nativeId }
  if (by === 'version') return { kind, nativeId: joinNativeId(reading.model, reading.version) }
  if (by === 'digest') return { kind, nativeId: joinNativeId(reading.dataset, reading.digest) }
  return by === 'deployment' && reading.source === source.id ? { kind, nativeId: reading.name } : null
}
