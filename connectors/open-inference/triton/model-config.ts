import { parseServedText, type ServedFiles, servedText, versionOfRef } from '../../../src/connector/index.ts'
import { type Marker, parseMarker } from '../wire.ts'
import { parseTextFormat, quotedText, type TextField, type TextValue } from './text-format.ts'

/** Name of the settings file of a model. */
export const configFile = 'config.pbtxt'

/** Before the number of a version, the name of the parameter that says which registered version it is. */
const markPrefix = 'modelwarden.'
const replacesKey = `${markPrefix}replaces`

/** Parameters of a model, by name. Triton keeps them with what it has loaded. */
export type Parameters = ReadonlyMap<string, string>

/** What a settings file says, as far as it is looked at. */
export interface ModelConfig {
  readonly fields: readonly TextField[]
  readonly backend: string | null
  readonly platform: string | null
  /** File that the backend is told to load, in place of its own default. */
  readonly modelFile: string | null
  readonly parameters: Parameters
}

/** What parameters say of one version. */
export interface VersionMark {
  readonly marker: Marker | null
  /** The files that it was made from, where the gateway put it there. */
  readonly files: ServedFiles | null
}

/** Reads a `config.pbtxt`; null when it is not one. */
export function parseConfig(content: string): ModelConfig | null {
  const fields = parseTextFormat(content)
  if (fields === null) return null
  const text = (name: string) => textOf(fields, name) || null
  return {
    fields,
    backend: text('backend'),
    platform: text('platform'),
    modelFile: text('default_model_filename'),
    parameters: new Map(fields.flatMap(({ name, values }) => (name === 'parameters' ? values.flatMap(entryOf) : []))),
  }
}

/** What parameters say of a version: `SOURCE:models:/NAME/VERSION`, the source left out or not, with or without a digest. */
export function markOf(parameters: Parameters, version: string): VersionMark {
  const text = parameters.get(`${markPrefix}${version}`)
  if (text === undefined) return { marker: null, files: null }
  const files = parseServedText(text)
  if (files === null) return { marker: parseMarker(`modelwarden:${text}`), files: null }
  return { marker: { ref: files.ref, source: files.registry }, files }
}

/** The version that the gateway has told to load by a file, and what the file said before; null where it is not its file. */
export function putByGateway(
  content: string,
): { readonly files: ServedFiles; readonly replaces: string | null } | null {
  const parameters = parseConfig(content)?.parameters
  if (parameters === undefined) return null
  const marked = [...parameters.keys()].filter((key) => /^modelwarden\.[0-9]+$/.test(key))
  const [version = ''] = marked.map((key) => key.slice(markPrefix.length))
  const { files } = markOf(parameters, version)
  if (files === null || marked.length > 1 || versionOfRef(files.ref) !== version) return null
  const replaces = parameters.get(replacesKey) ?? null
  return withVersion(content, { files, replaces }) === content ? { files, replaces } : null
}

/**
 * A settings file by which that version is loaded and no other, with everything else as it was, comments too. Null where
 * the former file is not in the text format.
 */
export function withVersion(
  former: string | null,
  { files, replaces }: { readonly files: ServedFiles; readonly replaces: string | null },
): string | null {
  const rest = former === null ? '' : withoutOurs(former)
  if (rest === null) return null
  const version = versionOfRef(files.ref)
  const parameter = (key: string, value: string) =>
    `parameters: { key: ${quotedText(key)} value: { string_value: ${quotedText(value)} } }\n`
  return [
    rest,
    rest === '' || rest.endsWith('\n') ? '' : '\n',
    `version_policy: { specific: { versions: [ ${version} ] } }\n`,
    parameter(`${markPrefix}${version}`, servedText(files)),
    replaces === null ? '' : parameter(replacesKey, replaces),
  ].join('')
}

/** Without what says which versions are loaded. */
function withoutOurs(content: string): string | null {
  const config = parseConfig(content)
  if (config === null) return null
  const isOurs = ({ name, values }: TextField) =>
    name === 'version_policy' ||
    (name === 'parameters' && values.length > 0 && values.every((value) => keyOf(value).startsWith(markPrefix)))
  return config.fields.filter(isOurs).reduceRight(withoutField, content)
}

/** A line that held nothing else goes with it. */
function withoutField(content: string, { start, end }: TextField): string {
  const before = content.slice(0, start)
  const after = content.slice(end)
  const isAlone = /(?:^|\n)[ \t]*$/.test(before) && /^[ \t]*(?:\r?\n|$)/.test(after)
  return isAlone ? before.replace(/[ \t]*$/, '') + after.replace(/^[ \t]*(?:\r?\n|$)/, '') : before + after
}

function textOf(fields: readonly TextField[], name: string): string {
  const value = fields.findLast((field) => field.name === name)?.values.at(-1)
  return typeof value === 'string' ? value : ''
}

function keyOf(value: TextValue): string {
  return typeof value === 'string' ? '' : textOf(value, 'key')
}

function entryOf(value: TextValue): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return []
  const held = value.findLast(({ name }) => name === 'value')?.values.at(-1)
  return held === undefined || typeof held === 'string' ? [] : [[keyOf(value), textOf(held, 'string_value')]]
}
