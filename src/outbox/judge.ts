import type { Effect } from './types.ts'

/** What a look at a place means before anything is sent to it. */
export type Judgement =
  /** It was as wanted before we did anything. */
  | 'SKIP'
  /** What we sent earlier, without learning what came of it, has arrived. */
  | 'ARRIVED'
  | 'SEND'
  /** It holds what nobody expected: neither what is wanted nor what was there. */
  | 'MOVED'

/** Judges what a place holds. Once something was sent, only what was found before it may still be there. */
export function judge({ desired, expects, found, sentAt }: Effect, held: string | null): Judgement {
  if (held === desired) return sentAt === null ? 'SKIP' : 'ARRIVED'
  if (sentAt !== null) return held === found ? 'SEND' : 'MOVED'
  return expects === undefined || held === expects ? 'SEND' : 'MOVED'
}

/** Judges what a place holds whose effect is to be undone: `ARRIVED` when it holds what was there before. */
export function judgeUndo({ desired, found }: Effect, held: string | null): Exclude<Judgement, 'SKIP'> {
  if (found === undefined || held === found) return 'ARRIVED'
  return held === desired ? 'SEND' : 'MOVED'
}
