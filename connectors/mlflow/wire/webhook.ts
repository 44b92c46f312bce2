import { z } from 'zod'
import type { WebhookRecord } from '../../../src/connector/index.ts'
import { id, listOf, pageToken, timeOrNull } from './scalars.ts'

const wireEvent = z.object({ entity: z.string(), action: z.string() })

const wireWebhook = z.object({
  webhook_id: id,
  url: z.string(),
  status: z.string().nullish(),
  events: listOf(wireEvent),
  creation_timestamp: timeOrNull,
})

/** Reply of `webhooks` by POST, and of one by PATCH. */
export const webhookReply = z.object({ webhook: wireWebhook })

/** Reply of `webhooks` by GET. */
export const webhooksReply = z.object({ webhooks: listOf(wireWebhook), next_page_token: pageToken })

/** Every event of models, which are all that the server sends of what the gateway mirrors. */
export const modelEvents = [
  ['REGISTERED_MODEL', 'CREATED'],
  ['MODEL_VERSION', 'CREATED'],
  ['MODEL_VERSION_TAG', 'SET'],
  ['MODEL_VERSION_TAG', 'DELETED'],
  ['MODEL_VERSION_ALIAS', 'CREATED'],
  ['MODEL_VERSION_ALIAS', 'DELETED'],
].map(([entity, action]) => ({ entity, action }))

/** A webhook as the gateway knows it. */
export function toWebhook(wire: z.output<typeof wireWebhook>, workspace: string): WebhookRecord {
  const sent = new Set(wire.events.map(({ entity, action }) => `${entity}.${action}`.toUpperCase()))
  const hasAll = modelEvents.every(({ entity, action }) => sent.has(`${entity}.${action}`))
  // Protobuf may leave out the first value of an enumeration, which is ACTIVE.
  const isActive = (wire.status ?? 'ACTIVE').toUpperCase() === 'ACTIVE'
  const { webhook_id, url, creation_timestamp } = wire
  return { workspace, id: webhook_id, url, isWhole: hasAll && isActive, createdAt: creation_timestamp }
}
