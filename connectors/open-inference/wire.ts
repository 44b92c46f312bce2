import {
  type ColumnRecord,
  type Fault,
  type ServedVersionRecord,
  upstreamInvalid,
  z,
} from '../../src/connector/index.ts'

/** What a server says it is. */
export interface ServerIdentity {
  readonly name: string
  readonly version: string | null
}

/** State of a version by the repository index; a claim, to be checked. FAILED is UNAVAILABLE for a reason that the server gives. */
export type IndexState = 'READY' | 'LOADING' | 'UNLOADING' | 'UNAVAILABLE' | 'FAILED' | 'UNKNOWN'

/** One row of the repository index. */
export interface IndexRow {
  readonly name: string
  readonly version: string | null
  readonly state: IndexState
}

/** An explicit marker. */
export type Marker = NonNullable<ServedVersionRecord['declared']>

/** What a server says of a model or version that it serves. */
export interface ServedMetadata {
  readonly platform: string | null
  readonly inputs: readonly ColumnRecord[] | null
  readonly outputs: readonly ColumnRecord[] | null
  /** Versions as Triton lists them; MLServer repeats what the settings say there. */
  readonly versions: readonly string[]
  /** Marker kept in `versions`: it describes what is loaded, not what the settings file says now. */
  readonly marker: Marker | null
  /** Digest of the files that were loaded, kept there as well; null where none is. */
  readonly files: string | null
}

/** Before the digest of files in `versions`. */
export const filesMark = 'modelwarden-files:'

/** What one `model-settings.json` says. */
export interface ModelSettings {
  readonly name: string | null
  readonly version: string | null
  readonly uri: string | null
  readonly implementation: string | null
  readonly marker: Marker | null
}

const text = z.string().min(1).nullish().catch(null)
const identity = z.object({ name: z.string(), version: text })
// Triton lists what it has never loaded by its name alone.
const state = z.enum(['READY', 'LOADING', 'UNLOADING', 'UNAVAILABLE', 'UNKNOWN']).optional().catch('UNKNOWN')
const index = z.array(z.object({ name: z.string().min(1), version: text, state, reason: text }))
const tensors = z
  .array(z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.int()) }))
  .nullish()
  .catch(null)
const metadata = z.object({
  platform: text,
  versions: z.array(z.string()).nullish().catch(null),
  inputs: tensors,
  outputs: tensors,
})
const marker = z
  .object({ ref: z.string().startsWith('models:/'), source: text })
  .nullish()
  .catch(null)
const settings = z.object({
  name: text,
  implementation: text,
  parameters: z
    .object({ uri: text, version: text, extra: z.object({ modelwarden: marker }).nullish().catch(null) })
    .nullish()
    .catch(null),
})

function invalid(source: string, cause: unknown): Fault {
  return upstreamInvalid({ source, operation: 'open inference', detail: 'answer of another shape', cause })
}

/** Reads the answer of `GET /v2`. Throws `UPSTREAM_INVALID`. */
export function parseIdentity(body: unknown, source: string): ServerIdentity {
  const parsed = identity.safeParse(body)
  if (!parsed.success) throw invalid(source, parsed.error)
  return { name: parsed.data.name, version: parsed.data.version ?? null }
}

/** Reads the answer of `POST /v2/repository/index`. Throws `UPSTREAM_INVALID`. */
export function parseIndex(body: unknown, source: string): readonly IndexRow[] {
  const parsed = index.safeParse(body)
  if (!parsed.success) throw invalid(source, parsed.error)
  return parsed.data.map((row) => ({ name: row.name, version: row.version ?? null, state: claimOf(row) }))
}

/** Triton keeps rows of what it has unloaded, and gives that as the reason; every other reason is of a load that failed. */
function claimOf({ state: claimed, reason }: z.infer<typeof index>[number]): IndexState {
  if (claimed === undefined) return 'UNAVAILABLE'
  return claimed === 'UNAVAILABLE' && reason != null && reason !== 'unloaded' ? 'FAILED' : claimed
}

function columnsOf(list: z.infer<typeof tensors>): readonly ColumnRecord[] | null {
  if (!list || list.length === 0) return null
  return list.map(({ name, datatype, shape }) => ({ name, type: datatype, required: null, shape }))
}

/** Reads `modelwarden:models:/NAME/VERSION` or `modelwarden:SOURCE:models:/NAME/VERSION`; null when it is neither. */
export function parseMarker(entry: string): Marker | null {
  const groups = /^modelwarden:(?:(?<source>[^:/]+):)?(?<ref>models:\/.+)$/s.exec(entry)?.groups
  const ref = groups?.['ref']
  return ref === undefined ? null : { ref, source: groups?.['source'] ?? null }
}

/** Reads the metadata of a model or version. Throws `UPSTREAM_INVALID`. */
export function parseMetadata(body: unknown, source: string): ServedMetadata {
  const parsed = metadata.safeParse(body)
  if (!parsed.success) throw invalid(source, parsed.error)
  const { platform, inputs, outputs } = parsed.data
  const versions = parsed.data.versions ?? []
  return {
    platform: platform ?? null,
    inputs: columnsOf(inputs),
    outputs: columnsOf(outputs),
    versions: versions.filter(
      (version) => version !== '' && parseMarker(version) === null && !version.startsWith(filesMark),
    ),
    marker: versions.map(parseMarker).find((found) => found !== null) ?? null,
    files: versions.find((version) => version.startsWith(filesMark))?.slice(filesMark.length) ?? null,
  }
}

/** Reads a settings file; null when it is not one. What is missing or of a wrong type is null by itself. */
export function parseSettings(content: string): ModelSettings | null {
  let body: unknown
  try {
    body = JSON.parse(content)
  } catch {
    // Half-written or broken files are the server's to complain of; for the gateway there are just no settings.
    return null
  }
  const parsed = settings.safeParse(body)
  if (!parsed.success) return null
  const { name, implementation, parameters } = parsed.data
  const declared = parameters?.extra?.modelwarden
  return {
    name: name ?? null,
    version: parameters?.version ?? null,
    uri: parameters?.uri ?? null,
    implementation: implementation ?? null,
    marker: declared ? { ref: declared.ref, source: declared.source ?? null } : null,
  }
}
