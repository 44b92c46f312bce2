import { z } from 'zod'
import { builtInConnectors } from '../connectors/index.ts'
import { configModel } from '../src/config/index.ts'
import { sourceLimits } from '../src/connector/source-limits.ts'

/** The part of a JSON Schema that the page shows. */
interface SchemaNode {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly oneOf?: readonly SchemaNode[]
  readonly anyOf?: readonly SchemaNode[]
  readonly required?: readonly string[]
  readonly [key: string]: unknown
}

function schemaOf(model: z.ZodType): SchemaNode {
  // What a person writes, before defaults and transformations.
  return z.toJSONSchema(model, { io: 'input', unrepresentable: 'any' }) as SchemaNode
}

/** JSON Schema of `modelwarden.yaml`, for editors. Each kind of source brings its connector's keys. */
export function configJsonSchema(): string {
  const base = schemaOf(configModel)
  const source = base.properties?.['sources']?.items ?? {}
  const kinds = builtInConnectors.map(({ id, config }) => ({
    if: { properties: { kind: { const: id } } },
    then: { properties: { ...schemaOf(config).properties, limits: schemaOf(sourceLimits) } },
  }))
  const sources = { ...base.properties?.['sources'], items: { ...source, allOf: kinds } }
  return `${JSON.stringify({ ...base, properties: { ...base.properties, sources } }, null, 2)}\n`
}

/** The reference page of the configuration. */
export function configMarkdown(): string {
  return [
    '# Configuration',
    '',
    '`modelwarden.yaml`, or another file with `--config`. `${VAR}` and `${VAR:-default}` are taken from the environment; a variable that is empty counts as not set, and where a number, `true` or `false` is wanted, its text is read as one. Whatever is wrong is reported in one round, in the order of the file: faults of the YAML text with their line, missing variables, unknown keys, wrong values, names that are used twice or do not exist, and the keys of every source. What came from a variable is never shown. In a clone, `modelwarden` is `npm run modelwarden --`. `modelwarden init` writes a starter, `modelwarden doctor` tries every connection. With no file, `MLFLOW_TRACKING_URI` (and `MLFLOW_TRACKING_TOKEN`, or `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`) is configuration enough; `modelwarden token` then works without it in the same folder.',
    '',
    'The files of `policies.directory` seed an empty store. Of `environments` and `targets` each start takes over what the store does not hold, and the `model` of a deployment that had none; what it holds stays in force as it is, so that no edit of the file takes a place out of what is governed, and none that is a target in one environment becomes one in another. `doctor` says when the file differs.',
    '',
    'Written by `npm run generate`; `docs/modelwarden.schema.json` is the same as a JSON Schema for editors.',
    '',
    ...section('The file', schemaOf(configModel), ''),
    ...section('`limits` of a source', schemaOf(sourceLimits), ''),
    ...builtInConnectors.flatMap(({ id, tool, config }) =>
      section(`A source of kind \`${id}\` (${tool.name} ${tool.versions})`, schemaOf(config), ''),
    ),
  ].join('\n')
}

function section(title: string, node: SchemaNode, prefix: string): string[] {
  return [`## ${title}`, '', '| key | type | default | meaning |', '|---|---|---|---|', ...rows(node, prefix), '']
}

/** `need` is what a required key says: that of an optional object is required with the object only. */
function rows(node: SchemaNode, prefix: string, need = 'required'): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    const isRequired = node.required?.includes(key) ?? false
    if (child.properties !== undefined) return rows(child, path, isRequired ? need : `required with \`${path}\``)
    const items = child.items?.properties === undefined ? [] : rows(child.items, `${path}[]`)
    const variants = (child.items?.oneOf ?? child.items?.anyOf ?? []).flatMap((variant) =>
      rows(variant, `${path}[${String(variant.properties?.['kind']?.['const'])}]`),
    )
    return [rowOf(path, child, isRequired ? need : ''), ...items, ...variants]
  })
}

function rowOf(path: string, node: SchemaNode, need: string): string {
  const fallback = node.default === undefined ? need : `\`${JSON.stringify(node.default)}\``
  return `| \`${path}\` | ${typeOf(node)} | ${fallback} | ${(node.description ?? '').replaceAll('|', '\\|')} |`
}

function typeOf(node: SchemaNode): string {
  if (node.enum !== undefined) return node.enum.map((item) => `\`${String(item)}\``).join(', ')
  if (node.type === 'array') return `list of ${node.items === undefined ? 'values' : typeOf(node.items)}`
  return Array.isArray(node.type) ? node.type.join(' or ') : String(node.type ?? 'any')
}
