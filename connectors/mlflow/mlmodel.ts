import { parseDocument } from 'yaml'
import { z } from 'zod'
import type { ColumnRecord, ModelDescription } from '../../src/connector/index.ts'
import { columns } from './wire/columns.ts'
import { embeddedJson } from './wire/embedded-json.ts'

/** Largest `MLmodel` file that is read, in bytes; real ones hold a few thousand. */
export const mlmodelBytesMax = 1024 * 1024

const text = z.string().nullish().catch(null)

const signature = z.looseObject({ inputs: text, outputs: text, params: text })

const mlmodel = z.looseObject({
  flavors: z.record(z.string(), z.looseObject({}).nullable().catch(null)).nullish(),
  signature: signature.nullish().catch(null),
})

const parameters = z.array(
  z.looseObject({
    name: z.string(),
    type: z.string().catch('string'),
    shape: z.array(z.number()).nullish().catch(null),
  }),
)

/** Files that MLflow writes beside `MLmodel` to pin an environment; each is named in the file when it exists. */
const environmentFileNames = ['conda.yaml', 'python_env.yaml', 'requirements.txt']

/**
 * Reads an `MLmodel` file; null when the text is not one. YAML's own dangers are bounded: size by the caller,
 * aliases by the parser, and no tag makes anything but plain data.
 */
export function parseMlmodel(source: string): ModelDescription | null {
  const found = mlmodel.safeParse(plainYaml(source)).data
  if (found === undefined) return null
  const flavors = Object.entries(found.flavors ?? {})
  return {
    flavors: flavors.map(([name, properties]) => ({
      name,
      libraryVersion: libraryVersion(name, properties),
      properties,
    })),
    inputs: columnsOf(found.signature?.inputs),
    outputs: columnsOf(found.signature?.outputs),
    params: (embeddedJson(parameters, found.signature?.params ?? null) ?? []).map(toParameter),
    environmentFiles: environmentFiles(flavors.map(([, properties]) => properties)),
  }
}

function plainYaml(source: string): unknown {
  const document = parseDocument(source, { schema: 'core', merge: false, uniqueKeys: false, logLevel: 'silent' })
  if (document.errors.length > 0) return undefined
  try {
    return document.toJS({ maxAliasCount: 50 })
  } catch {
    // Too many aliases: a bomb, or at least nothing that MLflow wrote.
    return undefined
  }
}

function columnsOf(json: string | null | undefined): readonly ColumnRecord[] {
  return embeddedJson(columns, json ?? null) ?? []
}

function toParameter(parameter: z.output<typeof parameters>[number]): ColumnRecord {
  // A parameter of a signature always has a default, so none is required.
  return { name: parameter.name, type: parameter.type, required: false, shape: parameter.shape ?? null }
}

/** The library's version stands under a key of its own in each flavour: `sklearn_version`, `xgb_version`, ... */
function libraryVersion(flavor: string, properties: Readonly<Record<string, unknown>> | null): string | null {
  const keys = Object.keys(properties ?? {}).filter((key) => key.endsWith('_version') && key !== 'python_version')
  const key = keys.find((candidate) => candidate === `${flavor}_version`) ?? keys[0]
  const version = key === undefined ? undefined : properties?.[key]
  return typeof version === 'string' ? version : null
}

function environmentFiles(flavors: readonly (Readonly<Record<string, unknown>> | null)[]): readonly string[] {
  const env = flavors.map((properties) => properties?.['env']).find((value) => value !== undefined)
  const named = typeof env === 'object' && env !== null ? Object.values(env) : [env]
  const files = named.filter((file) => typeof file === 'string' && environmentFileNames.includes(file))
  // MLflow has written requirements.txt beside every pinned environment since 1.14 without naming it.
  return files.length === 0
    ? []
    : environmentFileNames.filter((file) => files.includes(file) || file === 'requirements.txt')
}
