import type { ApprovalPorts } from '../approvals/index.ts'
import { type Catalog, type CatalogStore, type MirroredObject, parseRef, refOf } from '../catalog/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import type { Serving } from '../lineage/index.ts'
import type { EnvironmentStore } from '../persistence/environment-store.ts'
import type { TargetStore } from '../persistence/target-store.ts'
import type { Held } from '../reconciliation/index.ts'
import type { Sources } from './sources.ts'

/** What targets are looked at with, whoever asks and past every cache. */
export interface DriftToolParts {
  readonly store: {
    readonly catalog: Pick<CatalogStore, 'byName' | 'byUids'>
    readonly targets: Pick<TargetStore, 'list'>
    readonly environments: Pick<EnvironmentStore, 'list'>
  }
  readonly sources: Pick<Sources, 'byId' | 'all'>
  readonly catalog: Pick<Catalog, 'live' | 'byNative' | 'refresh' | 'list'>
  readonly serving: Pick<Serving, 'versionsServedBy'>
  readonly subjects: Pick<ApprovalPorts['subjects'], 'again'>
  readonly configured: LoadedConfig['config']['targets']
}

/** A version as what a place holds. */
export function heldOf(version: MirroredObject): Held {
  return { version: version.uid, modelUid: version.parentUid, ref: refOf(version) ?? version.name }
}

/** The model and the alias that an alias target names; null for what names none. */
export function aliasOf(nativeRef: string): { readonly model: string; readonly alias: string } | null {
  const parsed = parseRef(nativeRef)
  const readings = parsed.ok ? parsed.value : []
  const [named] = readings.flatMap((each) => (each.by === 'alias' ? [{ model: each.model, alias: each.alias }] : []))
  return named ?? null
}
