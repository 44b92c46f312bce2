import type { EffectEvent } from './ports.ts'
import type { Effect } from './types.ts'

/** What is recorded of an effect; the values of its place as digests only. */
export type EffectVerb =
  /** Written before the call that it tells of. */
  | 'sent'
  | 'verified'
  | 'skipped'
  | 'failed'
  | 'moved'
  /** Written before the call that brings back what was there. */
  | 'undoing'
  | 'undone'
  | 'undo-failed'
  /** An answer came after another worker had taken over: it may have been sent twice. */
  | 'outpaced'

const severities: Partial<Record<EffectVerb, EffectEvent['severity']>> = {
  failed: 'WARN',
  moved: 'WARN',
  outpaced: 'WARN',
  'undo-failed': 'ERROR',
}

/** The record of a step; `found` is what the place held, where that is not what the effect tells. */
export function effectEvent(verb: EffectVerb, effect: Effect, found: string | null | undefined): EffectEvent {
  const { uid, request, revision, ordinal, source, place, desired, attempts, error } = effect
  const severity = severities[verb]
  const code = verb === 'failed' || verb === 'moved' || verb === 'undo-failed' ? { code: error?.code ?? null } : {}
  return {
    type: `gov.effect.${verb}.v1`,
    action: 'effect:execute',
    resource: { type: 'Effect', id: uid },
    decision: 'ALLOW',
    ...(severity === undefined ? {} : { severity }),
    ...(found === undefined ? {} : { before: found }),
    after: desired,
    details: { request, revision, ordinal, source, place: { ...place }, attempt: attempts, ...code },
  }
}
