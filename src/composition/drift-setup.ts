import { type ApprovalPorts, executor } from '../approvals/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import { systemActor } from '../kernel/actor.ts'
import type { DriftLogger, DriftPorts } from '../reconciliation/index.ts'
import { createDriftTools, type DriftToolParts } from './drift-tools.ts'
import type { OpenStore } from './store.ts'

/** How drift is watched for, by the configuration of this start. */
export interface DriftSettings {
  readonly targets: LoadedConfig['config']['targets']
  readonly intervalMs: number
  readonly filesIntervalMs: number
  readonly log: DriftLogger
}

/** What drift is wired with, whoever calls. */
export interface DriftSetup extends Pick<DriftToolParts, 'sources' | 'catalog' | 'serving'> {
  readonly store: OpenStore
  readonly settings: DriftSettings
  readonly approvals: ApprovalPorts
  /** Tells whoever carries out that something may be due. */
  readonly onChange: () => void
}

/** A target that nobody looked at for so long is not known to be in order. */
export function staleAfterMs({ intervalMs }: DriftSettings): number {
  return Math.max(5 * intervalMs, 300_000)
}

/** Wires drift. Opens nothing. */
export function createDriftPorts({ store, settings, approvals, onChange, ...tools }: DriftSetup): DriftPorts {
  const { subjects } = approvals
  return {
    ...store.approvals.drift,
    tools: createDriftTools({ ...tools, store, subjects, configured: settings.targets }),
    approvals,
    self: { principal: executor, actor: systemActor },
    log: settings.log,
    onChange,
    filesEveryMs: settings.filesIntervalMs,
  }
}
