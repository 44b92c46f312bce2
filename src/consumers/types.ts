import type { MirroredObject } from '../catalog/types.ts'
import type { Uid } from '../kernel/ids.ts'

/** What consumers are. */
export const consumerKinds = ['APPLICATION', 'PIPELINE', 'REPORT', 'TEAM', 'PERSON', 'OTHER'] as const

/** One of {@link consumerKinds}. */
export type ConsumerKind = (typeof consumerKinds)[number]

/** How much it matters to a consumer that what it uses works, the least first. */
export const criticalities = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const

/** One of {@link criticalities}. */
export type Criticality = (typeof criticalities)[number]

/** What can have registered consumers. */
export const consumedKinds = ['Deployment', 'ModelVersion'] as const

/** An object that can have registered consumers. */
export type ConsumedObject = MirroredObject & { readonly kind: (typeof consumedKinds)[number] }

/** What is told of a consumer. */
export interface ConsumerFacts {
  readonly name: string
  readonly kind: ConsumerKind
  readonly criticality: Criticality
  readonly ownerTeam: string | null
  /** Where to reach whoever answers for it; often somebody's e-mail address. */
  readonly contact: string | null
  /** Protocol of the endpoint of a deployment that it uses; null when that was not said. */
  readonly endpoint: string | null
}

/** Somebody or something that uses an object. Its name stands for it among the consumers of that object, in any case. */
export interface Consumer extends ConsumerFacts {
  readonly uid: Uid
  readonly objectUid: Uid
  readonly registeredAt: number
  readonly updatedAt: number
  /** Since when it has used the object without a break. */
  readonly activeSince: number
  /** Null while it uses the object. */
  readonly endedAt: number | null
}
