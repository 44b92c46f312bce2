import type { ReproduceRecipe } from '../../catalog/api.ts'
import type { ModelDescription } from '../../connector/records.ts'
import type { ApprovalAction, Verdict } from '../types.ts'
import type { Measured } from './evidence.ts'

/** The contract that a team's own gates are written for. */
export const gateContract = 1

/** A version of a model, as a gate sees it. Of the digests each names exactly what there is now. */
export interface GateVersion {
  /** `models:/NAME/VERSION`. */
  readonly ref: string
  /** Name of the model. */
  readonly model: string
  readonly version: string
  /** Id of the source that holds it. */
  readonly source: string
  /** SHA-256 over its files; null when they cannot be read. */
  readonly artifactDigest: string | null
  readonly subjectDigest: string
  /** Id of the run that made it, in its tool; null where none is known. */
  readonly runId: string | null
}

/** What a gate is asked. */
export interface OwnGateQuestion {
  readonly action: ApprovalAction
  readonly version: GateVersion
  /** What the target stands for now; null for nothing. */
  readonly champion: GateVersion | null
  readonly target: { readonly environment: string; readonly isProtected: boolean; readonly ref: string }
  /** As the policy gives them; `problemsOf` found nothing wrong with them. */
  readonly params: Readonly<Record<string, unknown>>
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Which of the two versions something is read of. */
export type Which = 'VERSION' | 'CHAMPION'

/** What a gate may read: from the tools, past every cache. Each throws where a tool does not answer, which blocks. */
export interface OwnGateTools {
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal
  /** The latest of each metric, with the data it was measured on where a tool tells; nothing for no version. */
  measured(of: Which): Promise<Measured>
  /** What the model's own description file says; null where there is none. */
  described(of: Which): Promise<ModelDescription | null>
  /** What it would take to make it again; null where no run made it. */
  recipe(of: Which): Promise<ReproduceRecipe | null>
}

/** What a gate says. What is left out is nothing. */
export interface OwnGateFinding {
  readonly verdict: Verdict
  /** For a person, and what to do about it. */
  readonly explanation: string
  readonly value?: number | null
  readonly threshold?: number | null
  readonly unit?: string | null
  readonly observed?: readonly {
    readonly name: string
    readonly value?: number | null
    readonly text?: string | null
  }[]
  /** Codes such as `MISSING_EVIDENCE`. */
  readonly reasons?: readonly string[]
  readonly evidence?: readonly { readonly uri: string; readonly digest?: string | null }[]
  /** From then on it does not count, in milliseconds since the epoch. */
  readonly expiresAt?: number | null
}

/** A gate of a team's own. It is asked at submission, before the last yes and again when the change is carried out. */
export interface OwnGate {
  readonly contract: typeof gateContract
  /** Written as `gate` in a policy: small letters, digits and dashes. */
  readonly name: string
  /** One line for people. */
  readonly description: string
  /** JSON Schema of the parameters, shown to people who write policies. */
  readonly parameters?: Readonly<Record<string, unknown>>
  /** Set where it is about the moment of the change: it keeps an approved request waiting, and none from being approved. */
  readonly isAboutMoment?: boolean
  /** What is wrong with parameters; nothing for nothing. Policies that something is wrong with are not published. */
  problemsOf(params: Readonly<Record<string, unknown>>): readonly string[]
  run(question: OwnGateQuestion, tools: OwnGateTools): Promise<OwnGateFinding>
}
