import type { NativeKind, NativeLevel } from '../../connector/native-rights.ts'
import type { Action } from '../types.ts'

/** What is read of an object itself: its facts, and the fields of it that are masked for others. */
const reading: Readonly<Record<NativeKind, readonly Action[]>> = {
  Model: ['model:read', 'sensitive:read'],
  ModelVersion: ['model:read', 'sensitive:read', 'artifact:read', 'artifact:download'],
  Experiment: ['run:read', 'sensitive:read'],
  Run: ['run:read', 'sensitive:read', 'artifact:read', 'artifact:download'],
  LoggedModel: ['run:read', 'sensitive:read', 'artifact:read', 'artifact:download'],
  Dataset: ['dataset:read', 'sensitive:read'],
  DataVersion: ['dataset:read', 'sensitive:read'],
}

/**
 * Actions of ours that a right of a tool amounts to; docs/policy.md says why. Tools know no masked fields, and give files
 * to whoever may read what they belong to. What we have no action for, such as changing a run, is left out.
 */
export function actionsOf(kind: NativeKind, level: NativeLevel): readonly Action[] {
  if (level === 'NONE') return []
  const own = reading[kind]
  if (level === 'READ' || level === 'USE') return own
  const changing: readonly Action[] = kind === 'Model' ? ['alias:set'] : []
  const isGranted = level === 'MANAGE' && (kind === 'Model' || kind === 'Experiment')
  return [...own, ...changing, ...(isGranted ? (['grant:create', 'grant:revoke'] as const) : [])]
}
