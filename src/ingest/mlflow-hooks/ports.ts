import type { WebhookRefusal } from '../../connector/webhooks.ts'

/** Deliveries that were taken, and how registrations stand. Kept in the store, so that all replicas know and a restart forgets nothing. */
export interface HookStore {
  /**
   * Notes a delivery; false when it was noted before. What is older than `forgetBefore` is forgotten, which nobody can
   * send again.
   */
  note(delivery: {
    readonly source: string
    readonly id: string
    readonly now: number
    readonly forgetBefore: number
  }): Promise<boolean>
  /** When each source's last event arrived. */
  arrivals(): Promise<ReadonlyMap<string, number>>
  /** Registrations of a source, by workspace. */
  registrations(source: string): Promise<readonly HookRegistration[]>
  saveRegistration(registration: HookRegistration): Promise<void>
  forgetRegistration(place: Pick<HookRegistration, 'source' | 'workspace'>): Promise<void>
}

/** What the gateway last told a tool about its webhook in one workspace. */
export interface HookRegistration {
  readonly source: string
  readonly workspace: string
  readonly hookId: string
  readonly url: string
  /** Tells whether the secret is another one since; nothing can be signed with it. */
  readonly secretMark: string
  readonly savedAt: number
}

/** How the webhook of one workspace of a source stands. */
export interface HookStanding {
  readonly source: string
  readonly workspace: string
  /** Address that events are sent to. */
  readonly url: string
  /** `STALE` has another secret, or not all events. */
  readonly state: 'REGISTERED' | 'STALE' | 'MISSING' | 'REFUSED'
  readonly refusal: WebhookRefusal | null
  /** What to do about a refusal. */
  readonly remedy: string | null
  /** Whether registering or removing has changed something just now. */
  readonly changed: boolean
}
