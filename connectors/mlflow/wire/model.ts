import { z } from 'zod'
import type { ModelRecord } from '../../../src/connector/index.ts'
import { isPrompt } from './prompt.ts'
import { id, listOf, pageToken, pairs, textOrNull, timeOrNull } from './scalars.ts'

const wireModel = z.object({
  name: z.string().min(1),
  creation_timestamp: timeOrNull,
  last_updated_timestamp: timeOrNull,
  description: textOrNull,
  tags: pairs,
  aliases: listOf(z.object({ alias: z.string(), version: id })),
})

/** Reply of `registered-models/get`. */
export const modelReply = z.object({ registered_model: wireModel })

/** Reply of `registered-models/search`. */
export const modelsReply = z.object({ registered_models: listOf(wireModel), next_page_token: pageToken })

/** The record of a registered model; null for a prompt. */
export function toModel(wire: z.output<typeof wireModel>, workspace: string): ModelRecord | null {
  if (isPrompt(wire.tags)) return null
  return {
    kind: 'Model',
    workspace,
    nativeId: wire.name,
    name: wire.name,
    createdAt: wire.creation_timestamp,
    updatedAt: wire.last_updated_timestamp,
    description: wire.description,
    tags: wire.tags,
    aliases: wire.aliases,
  }
}
