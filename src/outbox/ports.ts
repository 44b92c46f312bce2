import type { AuditScheduler } from '../audit/ports.ts'
import type { AuditDraft } from '../audit/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { ConnectorEffects } from '../connector/effects.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Effect, EffectError, EffectState } from './types.ts'

/** Which plan of which request is carried out. */
export interface CarriedPlan {
  readonly request: Uid
  readonly revision: number
}

/**
 * What carrying out means for the requests. All but `due` and `begin` are called within the transaction that writes how the
 * effects stand, before any of their rows is locked, so that whoever locks a target and a request there keeps to the order
 * of locks; both commit together or neither does. They call no tool. What they throw undoes the transaction, and the
 * same is tried again when the lease has run out.
 */
export interface CarriedOut<Transaction> {
  /** Approved requests whose time has come, the longest waiting first. */
  due(): Promise<readonly Uid[]>
  /**
   * Judges an approved request once more and, where that holds, leaves its effects to be carried out, in a transaction of
   * its own. Safe to call again, and for a request that has begun meanwhile. One that does not begin (false), or cannot be
   * judged (thrown), is tried again as long as it is due, after longer and longer waits: judging it takes long.
   */
  begin(request: Uid, call: CallContext): Promise<boolean>
  /** Every effect is as wanted. */
  completed(transaction: Transaction, plan: CarriedPlan): Promise<void>
  /** An effect cannot be had; those before it will be undone now. */
  compensating(transaction: Transaction, plan: CarriedPlan, cause: EffectError): Promise<void>
  /** Everything that was done has been undone. Follows `compensating`, in the same transaction where nothing was to be undone. */
  undone(transaction: Transaction, plan: CarriedPlan, cause: EffectError): Promise<void>
  /** A place holds what nobody expected, and nothing was sent: its effects are cancelled. */
  movedUnsent(transaction: Transaction, plan: CarriedPlan, cause: EffectError): Promise<void>
  /** A place holds what nobody expected after something was sent, or something could not be undone. A person decides. */
  stuck(transaction: Transaction, plan: CarriedPlan, cause: EffectError): Promise<void>
}

/** A plan that one worker has taken on: until its lease runs out nobody else does. */
export interface EffectClaim extends CarriedPlan {
  readonly worker: string
  /** Grows with every claim of the plan. */
  readonly fence: number
}

/** What becomes of one effect. */
export interface EffectWrite {
  readonly uid: Uid
  readonly state: EffectState
  readonly attempts?: number
  /** `NOW` just before it is sent; null when it turned out that nothing went out. */
  readonly sent?: 'NOW' | null
  readonly found?: string | null
  readonly error?: EffectError | null
  /** Until then, from now on, nobody takes the plan up. */
  readonly waitMs?: number
}

/** Something that a worker did, as it is recorded. */
export type EffectEvent = Omit<AuditDraft, 'actor'>

/** One step of a plan: all of it is written, or nothing. */
export interface EffectChange<Transaction> {
  readonly writes: readonly EffectWrite[]
  readonly events: readonly EffectEvent[]
  /** What it means for the request. */
  readonly settle?: (transaction: Transaction) => Promise<void>
  /** Gives the plan back, to whoever takes it when it is due. */
  readonly isReleased?: boolean
}

/** Effects as they are kept. Time is the database's, whatever the clocks of the workers say. */
export interface EffectStore<Transaction> {
  /**
   * Takes on the plan that has been due longest, writing what `take` answers for its effects; null when there is none.
   * Of several workers each gets another.
   */
  claim(
    worker: string,
    take: (effects: readonly Effect[]) => readonly EffectWrite[],
  ): Promise<{ readonly claim: EffectClaim; readonly effects: readonly Effect[] } | null>
  /** Writes a step and renews the lease. Answers the plan's effects; null when the claim was lost, and then nothing is written. */
  change(claim: EffectClaim, change: EffectChange<Transaction>): Promise<readonly Effect[] | null>
  /** Renews the lease; false when the claim was lost. */
  renew(claim: EffectClaim): Promise<boolean>
  /** Gives a plan back as it stands, unless it was lost. */
  release(claim: EffectClaim): Promise<void>
  /** Records what happened outside of any claim. */
  note(events: readonly EffectEvent[]): Promise<void>
}

/** Where the outbox writes its log; pino fits. */
export interface OutboxLogger {
  info(facts: Readonly<Record<string, unknown>>, message: string): void
  warn(facts: Readonly<Record<string, unknown>>, message: string): void
  error(facts: Readonly<Record<string, unknown>>, message: string): void
}

/** What carrying out effects takes. */
export interface OutboxPorts<Transaction> {
  readonly store: EffectStore<Transaction>
  readonly carriedOut: CarriedOut<Transaction>
  /** Effects of a source; null where there is no such source, or it takes none. */
  effectsOf(source: string): ConnectorEffects | null
  readonly scheduler: AuditScheduler
  /** In [0, 1). */
  readonly random: () => number
  readonly log: OutboxLogger
  /** Name of this worker, another one for each. */
  readonly worker: string
}
