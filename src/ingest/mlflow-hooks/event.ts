import { z } from 'zod'
import type { MirroredKind } from '../../catalog/index.ts'
import { joinNativeId } from '../../kernel/native-id.ts'

/** What MLflow calls an object that an event is about; in which workspace is for whoever reads it to find out. */
export interface NamedObject {
  readonly kind: Extract<MirroredKind, 'Model' | 'ModelVersion'>
  readonly nativeId: string
}

/**
 * What an event says to look at again: objects, nothing that the gateway mirrors, or something that cannot be told, so
 * that everything that changed has to be looked for.
 */
export type HookNotice =
  | { readonly kind: 'OBJECTS'; readonly objects: readonly NamedObject[] }
  | { readonly kind: 'NOTHING' }
  | { readonly kind: 'ANYTHING' }

const name = z.string().min(1).max(1_000)

// Further members are MLflow's own business; whatever they say is read from the server and not from here.
const envelope = z.object({
  entity: z.string().min(1).max(100),
  action: z.string().min(1).max(100),
  data: z.record(z.string(), z.unknown()),
})

const version = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^[1-9]\d{0,9}$/))

const modelData = z.object({ name })
const versionData = z.object({ name, version })
/** Without a version when an alias is taken away. */
const aliasData = z.object({ name, version: version.optional() })

/** Entities of the registry that are no models, and events that are about no object at all. */
const ignored = /^(prompt|prompt_version|prompt_tag|prompt_version_tag|prompt_alias|budget_policy)$/

/** Reads the body of a delivery; null for what is no event. What a known event lacks makes it tell of anything. */
export function readEvent(body: Buffer): HookNotice | null {
  const parsed = envelope.safeParse(jsonOf(body))
  if (!parsed.success) return null
  const { entity, data } = parsed.data
  if (ignored.test(entity)) return { kind: 'NOTHING' }
  const objects = objectsOf(entity, data)
  return objects === null ? { kind: 'ANYTHING' } : { kind: 'OBJECTS', objects }
}

function objectsOf(entity: string, data: unknown): readonly NamedObject[] | null {
  if (entity === 'registered_model') {
    const read = modelData.safeParse(data)
    return read.success ? [model(read.data.name)] : null
  }
  const isVersion = entity === 'model_version' || entity === 'model_version_tag'
  if (!isVersion && entity !== 'model_version_alias') return null
  const read = (isVersion ? versionData : aliasData).safeParse(data)
  if (!read.success) return null
  const { name: modelName, version: number } = read.data
  // Aliases, and the time of the last change, stand on the model.
  return number === undefined ? [model(modelName)] : [model(modelName), versionOf(modelName, number)]
}

function model(nativeId: string): NamedObject {
  return { kind: 'Model', nativeId }
}

function versionOf(modelName: string, number: string): NamedObject {
  return { kind: 'ModelVersion', nativeId: joinNativeId(modelName, number) }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    // Whoever sent it learns that it is no event; what it is instead does not matter.
    return undefined
  }
}
