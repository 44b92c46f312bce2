import { dirname, relative, resolve } from 'node:path'
import { parseServedText, type ServedFiles, servedText, versionOfRef, z } from '../../../src/connector/index.ts'
import { filesMark } from '../wire.ts'
import { handMadeText } from './hand-made.ts'
import type { SettingsAt, SettingsState } from './settings-file.ts'
import { copyOf, type Staging } from './staging.ts'

const record = z.record(z.string(), z.unknown())
const settings = z.looseObject({
  name: z.string().min(1).nullish().catch(null),
  parameters: z
    .looseObject({ uri: z.string().nullish().catch(null), version: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
})
const mark = z.object({
  parameters: z.object({
    extra: z.object({
      modelwarden: z.object({
        ref: z.string(),
        source: z.string(),
        files: z.string(),
        replaces: z.string().nullish().catch(null),
      }),
    }),
  }),
})

/** A settings file, and where copies lie. */
export interface SettingsPlace extends SettingsAt {
  readonly staging: Pick<Staging, 'folderOf'>
}

/**
 * What the content of a settings file comes to. It stands for files of the gateway only where it would have the server
 * load that very copy; whatever else was written by hand stands for its own bytes.
 */
export function readSettings(content: string, place: SettingsPlace): SettingsState {
  const body = parsed(content)
  const read = settings.safeParse(body).data ?? {}
  const version = read.parameters?.version ?? null
  const marked = mark.safeParse(body).data?.parameters.extra.modelwarden
  const byHand = handMadeText(content)
  if (marked === undefined) return { text: byHand, version, replaces: null }
  const { source: registry, ref, files: digest, replaces = null } = marked
  const text = servedText({ registry, ref, digest })
  const files = parseServedText(text)
  const isOurs = files !== null && isOf(read, place, files)
  return isOurs ? { text, version, replaces } : { text: byHand, version, replaces: null }
}

/** Whether a server would load that version from its copy by these settings, and nothing else. */
function isOf({ name, parameters }: z.infer<typeof settings>, place: SettingsPlace, files: ServedFiles): boolean {
  const isVersion = parameters?.version === versionOfRef(files.ref)
  return isVersion && name === place.deployment && parameters.uri === uriOf(place, files)
}

/** Settings by which a server loads a copy of files. Of settings that were there it keeps what is not about the model itself. */
export function writeSettings(
  files: ServedFiles,
  place: SettingsPlace,
  {
    former,
    replaces,
    runtime,
  }: { readonly former: string | null; readonly replaces: string | null; readonly runtime: string },
): string {
  const {
    inputs: _inputs,
    outputs: _outputs,
    platform: _platform,
    ...kept
  } = asRecord(former === null ? null : parsed(former))
  const { content_type: _type, format: _format, ...parameters } = asRecord(kept['parameters'])
  const marker = { ref: files.ref, source: files.registry, files: files.digest, replaces }
  const body = {
    ...kept,
    name: place.deployment,
    implementation: runtime,
    // That list is all that a server tells of what it has loaded.
    versions: [`modelwarden:${files.registry}:${files.ref}`, `${filesMark}${files.digest}`],
    parameters: {
      ...parameters,
      uri: uriOf(place, files),
      version: versionOfRef(files.ref),
      extra: { ...asRecord(parameters['extra']), modelwarden: marker },
    },
  }
  return `${JSON.stringify(body, null, 2)}\n`
}

/** Relative, so that it holds wherever the server has mounted the repository. */
function uriOf({ path, deployment, staging }: SettingsPlace, files: ServedFiles): string {
  return relative(dirname(resolve(path)), staging.folderOf(copyOf(deployment, files)))
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    // What is no JSON stands for its own bytes.
    return null
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return record.safeParse(value).data ?? {}
}
