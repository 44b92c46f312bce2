import type { Run } from './run.ts'
import type { Effect } from './types.ts'

/** How a tool shows what it took. */
export type Shown =
  | { readonly kind: 'SHOWN' }
  /** It still shows what was there before. */
  | { readonly kind: 'LATE' }
  | { readonly kind: 'MOVED'; readonly held: string | null }
  /** The worker is to stop; another looks again. */
  | { readonly kind: 'STOPPED' }

/** Looks at a place until it holds `wanted`, for as long as it holds `before` and there is patience. Throws what looking throws. */
export async function readBack<Transaction>(
  run: Run<Transaction>,
  effect: Effect,
  { wanted, before }: { readonly wanted: string | null; readonly before: string | null | undefined },
): Promise<Shown> {
  for (const delayMs of [...run.timing.showDelaysMs, null]) {
    const held = await run.look(effect)
    if (held === wanted) return { kind: 'SHOWN' }
    if (held !== before) return { kind: 'MOVED', held }
    if (delayMs !== null && !(await run.pause(delayMs))) return { kind: 'STOPPED' }
  }
  return { kind: 'LATE' }
}

/** What is told of a tool that took a change and does not show it. */
export const notShown = { code: 'NOT_SHOWN', message: 'The tool took the change and did not show it in time.' } as const

/** What is told of a place that somebody else has changed. */
export const targetMoved = {
  code: 'TARGET_MOVED',
  message: 'The place holds neither what was there nor what is wanted.',
} as const
