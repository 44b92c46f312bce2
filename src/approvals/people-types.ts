import type { Role } from '../access/types.ts'
import type { Uid } from '../kernel/ids.ts'

/** How bad an incident is, the worst first. */
export const incidentSeverities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const

/** One of {@link incidentSeverities}. */
export type IncidentSeverity = (typeof incidentSeverities)[number]

/** Something went wrong and people work on it. Breaking glass names one that is open. */
export interface Incident {
  readonly uid: Uid
  /** Grows with every change of it. */
  readonly revision: number
  readonly title: string
  readonly severity: IncidentSeverity
  /** What is known of it, as whoever opened it put it. */
  readonly reason: string
  readonly ticket: string | null
  /** Id of the principal who opened it. */
  readonly openedBy: string
  readonly openedAt: number
  /** Null while it is open. */
  readonly closing: Closing | null
}

/** How something came to its end before its time, or an incident to its end. */
export interface Closing {
  readonly at: number
  /** Id of the principal who ended it. */
  readonly by: string
  readonly reason: string
}

/** How glass may be broken: a change made at once by one person, and judged after. */
export interface BreakGlassTerms {
  /** Who may, having any of them organisation-wide or by a grant on what is changed. */
  readonly roles: readonly Role[]
  /** Gates that must pass all the same where a policy asks for them; `artifact-integrity` always must. */
  readonly gates: readonly string[]
  /** How long others have to ratify it. */
  readonly ratifyMs: number
  /** How many others must. */
  readonly ratifiers: number
}

/**
 * What became of broken glass. REVERSED is what was taken back, never came about, or waits for reviews like any other;
 * OVERDUE what too few ratified in time, which they may still.
 */
export const breakGlassOutcomes = ['RATIFIED', 'REVERSED', 'OVERDUE'] as const

/** One of {@link breakGlassOutcomes}. */
export type BreakGlassOutcome = (typeof breakGlassOutcomes)[number]

/** That glass was broken for a request, and who stands by it. */
export interface BreakGlass {
  readonly incident: Uid
  /** Id of the principal who did. */
  readonly by: string
  readonly at: number
  readonly ratifyBy: number
  readonly ratifiers: number
  /** Null while others may ratify it in time. */
  readonly outcome: BreakGlassOutcome | null
  readonly ratifications: readonly Ratification[]
}

/** One person's word that breaking glass was right. */
export interface Ratification {
  readonly at: number
  /** Id of the principal. */
  readonly by: string
  readonly comment: string | null
}

/** That somebody judges in somebody else's place, for a time: as much as that other person may at that time, no more. */
export interface Delegation {
  readonly uid: Uid
  /** Ids of principals: whose right it is, and who uses it. */
  readonly from: string
  readonly to: string
  /** Names of environments; null for all. */
  readonly environments: readonly string[] | null
  /** Models; null for all. */
  readonly models: readonly Uid[] | null
  readonly startsAt: number
  /** From then on it gives nothing; what was said before counts still. */
  readonly until: number
  readonly reason: string
  readonly createdAt: number
  /** Set when it was ended before its time; nothing that was said by it counts any more. */
  readonly ending: Closing | null
}

/**
 * That a gate need not pass for one version on one target, for a time. It is about the gate as it was asked for then: one
 * that is asked for with other parameters later must pass.
 */
export interface GateException {
  readonly uid: Uid
  /** The request that it was granted on. It holds for every other of the same version and target. */
  readonly request: Uid
  readonly gate: string
  /** Digests of the parameters that it was asked for with. */
  readonly configurations: readonly string[]
  readonly versionUid: Uid
  /** `models:/NAME/VERSION`. */
  readonly versionRef: string
  readonly subjectDigest: string
  readonly target: Uid
  /** `models:/NAME@ALIAS`. */
  readonly targetRef: string
  readonly environment: string
  readonly reason: string
  /** What is done instead. */
  readonly compensatingControl: string | null
  /** Id of the principal. */
  readonly grantedBy: string
  readonly createdAt: number
  readonly until: number
  /** Set when it was ended before its time. */
  readonly ending: Closing | null
}
