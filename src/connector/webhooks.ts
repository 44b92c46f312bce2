import type { CallContext } from './contract.ts'

/** How a source's configuration wants its tool to send events. Read from the connector's own keys. */
export interface WebhookSettings {
  /** Whether the gateway registers itself when it starts, and keeps itself registered. */
  readonly register: boolean
  /** Address at which the tool reaches the gateway; null for the gateway's public one. */
  readonly url: string | null
  /** What events are signed with; null lets the gateway derive one. */
  readonly secret: { reveal(): string } | null
}

/** A webhook as a tool keeps it. Tools never show its secret. */
export interface WebhookRecord {
  readonly workspace: string
  readonly id: string
  readonly url: string
  /** Whether it is sent every event that a connector understands. */
  readonly isWhole: boolean
  readonly createdAt: number | null
}

/** What a webhook is to be. */
export interface WebhookWish {
  readonly workspace: string
  /** The one that is changed; null makes one. */
  readonly id: string | null
  readonly name: string
  readonly url: string
  readonly secret: string
}

/** Why a tool has no webhook for us. `Webhooks.explain` tells the remedy of each. */
export const webhookRefusals = [
  'UNSUPPORTED',
  'NOT_ALLOWED',
  'SCHEME_REFUSED',
  'PRIVATE_ADDRESS',
  'UNKNOWN_HOST',
  'SECRETS_UNREADABLE',
  'REFUSED',
] as const

/** One of {@link webhookRefusals}. */
export type WebhookRefusal = (typeof webhookRefusals)[number]

/** What came of a call about webhooks; a tool that does not answer throws its `Fault`. */
export type WebhookOutcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: WebhookRefusal }

/** Webhooks of a tool. */
export interface Webhooks {
  /** All of one workspace, also those of others than the gateway. */
  list(workspace: string, call: CallContext): Promise<WebhookOutcome<readonly WebhookRecord[]>>
  save(wish: WebhookWish, call: CallContext): Promise<WebhookOutcome<WebhookRecord>>
  /** Removing one that is not there succeeds. */
  remove(hook: Pick<WebhookRecord, 'workspace' | 'id'>, call: CallContext): Promise<WebhookOutcome<null>>
  /** What to do about a refusal, in words that name the tool's own settings. */
  explain(refusal: WebhookRefusal): string
}
