import { singletonResource } from '../access/index.ts'
import { type ApprovalPorts, executor } from '../approvals/index.ts'
import type { SeenCatalogStore } from '../catalog/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import type { DriftService } from '../graphql/drift-service.ts'
import { type RequestOrigin, systemActor } from '../kernel/actor.ts'
import { createRightsReads } from '../persistence/rights-reads.ts'
import type { DriftLogger, DriftPorts } from '../reconciliation/index.ts'
import type { ApprovalSight, Approvals } from './approval-setup.ts'
import type { CallerView } from './caller-views.ts'
import { createDriftService, type DriftServiceParts } from './drift-service.ts'
import type { DriftToolParts } from './drift-tool-parts.ts'
import { createDriftTools } from './drift-tools.ts'
import { guardedModels } from './guarded-models.ts'
import { type NativeToldParts, nativeRightsTold } from './native-told.ts'
import { seesObjects } from './sees-objects.ts'
import type { OpenStore } from './store.ts'

/** How drift is watched for, by the configuration of this start. */
export interface DriftSettings {
  readonly targets: LoadedConfig['config']['targets']
  readonly intervalMs: number
  readonly filesIntervalMs: number
  readonly log: DriftLogger
}

/** What drift is wired with, whoever calls. */
export interface DriftSetup
  extends Pick<DriftToolParts, 'sources' | 'catalog' | 'serving'>,
    Pick<NativeToldParts, 'engine' | 'inForce' | 'clock' | 'people' | 'callers'> {
  readonly store: OpenStore
  readonly settings: DriftSettings
  readonly approvals: ApprovalPorts
  /** Tells whoever carries out that something may be due. */
  readonly onChange: () => void
}

/** A target that nobody looked at for so long is not known to be in order. */
function staleAfterMs({ intervalMs }: DriftSettings): number {
  return Math.max(5 * intervalMs, 300_000)
}

/** Wires drift. Opens nothing. */
export function createDriftPorts({ store, settings, approvals, onChange, ...tools }: DriftSetup): DriftPorts {
  const { subjects } = approvals
  const reads = createRightsReads(store.database)
  return {
    ...store.approvals.drift,
    tools: createDriftTools({ ...tools, store, subjects, configured: settings.targets }),
    native: {
      guarded: () => guardedModels(store),
      told: (source, call) => nativeRightsTold({ ...tools, reads, catalog: store.catalog }, source, call),
    },
    approvals,
    self: { principal: executor, actor: systemActor },
    log: settings.log,
    onChange,
    filesEveryMs: settings.filesIntervalMs,
  }
}

/** What one request of one caller sees. */
interface DriftSight {
  readonly view: CallerView
  readonly seenStore: SeenCatalogStore
  readonly origin: RequestOrigin
}

/** Drift as one caller sees it, for one request. */
export function driftServiceFor(
  {
    store,
    access,
    drift,
    driftSettings,
    approvals,
  }: Pick<DriftServiceParts, 'access'> & {
    readonly store: OpenStore
    readonly drift: DriftPorts
    readonly driftSettings: DriftSettings
    readonly approvals: Pick<Approvals, 'portsFor'>
  },
  { view, seenStore, origin }: DriftSight,
  sight: Omit<ApprovalSight, 'caller'> & Pick<DriftServiceParts, 'may'>,
): DriftService {
  const caller = { principal: view.principal, origin }
  return createDriftService({
    ...sight,
    ports: drift,
    approvals: approvals.portsFor({ ...sight, caller }),
    access,
    aliasHistory: store.aliasHistory,
    staleMs: staleAfterMs(driftSettings),
    caller,
    seen: seenStore,
    whole: store.catalog,
    explains: (source) =>
      view.decide('access:explain', singletonResource('Organization')).allowed && view.seesSource(source),
    sees: (objects, at) => seesObjects({ whole: store.catalog, seen: seenStore, view }, objects, at),
  })
}
