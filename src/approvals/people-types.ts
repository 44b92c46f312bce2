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
