import type { EffectPlace } from '../connector/effects.ts'

/** Whether what was put into a place stays there whatever becomes of the rest of a change. */
export function isForGood({ kind }: EffectPlace): boolean {
  return kind === 'RELEASED_FILES'
}
