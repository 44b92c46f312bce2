import { builtInConnectors } from '../../connectors/index.ts'
import {
  type ConfigDraft,
  ConfigError,
  type ConfigProblem,
  checkValue,
  type FromEnvironment,
  finishDraft,
  type LoadedConfig,
  readConfig,
  type Surroundings,
} from '../config/index.ts'
import { ConnectorError } from '../connector/connector-error.ts'
import type { ConnectorManifest } from '../connector/contract.ts'
import { loadConnectorModule } from '../connector/load-connector.ts'
import { type ConnectorRegistry, createConnectorRegistry } from '../connector/registry.ts'
import { type SourceLimits, sourceLimits } from '../connector/source-limits.ts'
import { readOwnGates } from './own-gates.ts'

/** One entry of `sources:` with its connector's own keys read. */
export interface SourceSetup {
  readonly id: string
  readonly kind: string
  readonly environment: string | null
  readonly limits: SourceLimits
  /** What the connector's schema made of its keys. */
  readonly config: unknown
}

/**
 * Reads and checks a whole configuration: the file, and every source's keys by its connector. Opens no connection.
 * Throws {@link ConfigError} with every problem of all of them, in file order.
 */
export async function loadWholeConfig(file: string | undefined, surroundings: Surroundings): Promise<LoadedConfig> {
  const draft = readConfig(file, surroundings)
  const { registry, problems } = await tryConnectors(draft)
  const entries = listAt(draft.value, 'sources')
  const read = entries.map((entry, index) => readSource({ entry, index, from: draft.from }, registry))
  const gates = await tryOwnGates(draft)
  return finishDraft(draft, [...problems, ...read.flatMap((item) => item.problems), ...gates])
}

/** Loads the connectors that the configuration names beside the built-in ones. */
export async function loadConnectors({ config, directory }: LoadedConfig): Promise<ConnectorRegistry> {
  const loaded = await Promise.all(config.connectors.map((specifier) => loadConnectorModule(specifier, directory)))
  return createConnectorRegistry([...builtInConnectors, ...loaded.flat()])
}

/** Reads every entry of `sources:` by its connector's schema. Throws {@link ConfigError} with all problems of all entries. */
export function readSources(loaded: LoadedConfig, registry: ConnectorRegistry): readonly SourceSetup[] {
  const { config, origin, from = nothing } = loaded
  const read = config.sources.map((entry, index) => readSource({ entry, index, from }, registry))
  const problems = read.flatMap((item) => item.problems)
  if (problems.length > 0) throw new ConfigError(origin, problems)
  return read.flatMap((item) => item.setup ?? [])
}

const nothing: FromEnvironment = { isFilled: () => false, isMissing: () => false }

/** The connectors that can be loaded; why each other one cannot is a problem of its entry. */
async function tryConnectors({
  value,
  from,
  directory,
}: ConfigDraft): Promise<{ readonly registry: ConnectorRegistry; readonly problems: readonly ConfigProblem[] }> {
  const problems: ConfigProblem[] = []
  let registry = createConnectorRegistry(builtInConnectors)
  for (const [index, specifier] of listAt(value, 'connectors').entries()) {
    const path = ['connectors', index]
    if (typeof specifier !== 'string' || specifier === '' || from.isMissing(path)) continue
    try {
      const found: readonly ConnectorManifest[] = await loadConnectorModule(specifier, directory)
      registry = createConnectorRegistry([...registry.manifests, ...found])
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error
      const isShown = !from.isFilled(path)
      problems.push({ path, message: isShown ? error.message : hiddenModule })
    }
  }
  return { registry, problems }
}

/** Why gates of the installation's own cannot be loaded. */
async function tryOwnGates({ value, from, directory }: ConfigDraft): Promise<readonly ConfigProblem[]> {
  const approvals: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'approvals') : undefined
  // What is no text is told by the schema of the file; its place stays, so that the others keep theirs.
  const specifiers = listAt(approvals, 'gates').map((each) => (typeof each === 'string' ? each : ''))
  const { problems } = await readOwnGates(specifiers, directory)
  return problems
    .filter(({ path }) => !from.isMissing(path))
    .map(({ path, message }) => (from.isFilled(path) ? { path, message: hiddenModule } : { path, message }))
}

const hiddenModule = 'the module that its variable names cannot be used'

function listAt(value: unknown, key: string): readonly unknown[] {
  const list: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return Array.isArray(list) ? list : []
}

interface Entry {
  readonly entry: unknown
  readonly index: number
  readonly from: FromEnvironment
}

const commonKeys = ['id', 'kind', 'environment', 'limits']

function readSource(
  { entry, index, from }: Entry,
  registry: ConnectorRegistry,
): { readonly setup?: SourceSetup; readonly problems: readonly ConfigProblem[] } {
  // What is no mapping, or has no kind, is told by the schema of the file.
  if (typeof entry !== 'object' || entry === null) return { problems: [] }
  const { id, kind, environment, limits, ...own }: Readonly<Record<string, unknown>> = { ...entry }
  const path = ['sources', index]
  if (typeof kind !== 'string' || kind === '' || from.isMissing([...path, 'kind'])) return { problems: [] }
  const manifest = registry.manifest(kind)
  if (manifest === undefined) {
    const name = from.isFilled([...path, 'kind']) ? 'what its variable holds' : `"${kind}"`
    return { problems: [{ path: [...path, 'kind'], message: unknownKind(name, registry) }] }
  }
  const config = checkValue(manifest.config, own, { path, from, otherKeys: commonKeys })
  const parsedLimits = checkValue(sourceLimits, limits ?? {}, { path: [...path, 'limits'], from })
  const problems = [config, parsedLimits].flatMap((checked) => (checked.ok ? [] : checked.problems))
  if (!config.ok || !parsedLimits.ok || typeof id !== 'string') return { problems }
  const environmentName = typeof environment === 'string' ? environment : null
  return {
    setup: { id, kind, environment: environmentName, limits: parsedLimits.value, config: config.value },
    problems,
  }
}

function unknownKind(name: string, registry: ConnectorRegistry): string {
  const known = registry.manifests.map((manifest) => manifest.id).join(', ')
  return `no connector is called ${name}; known are ${known}. Name a third party's module under "connectors"`
}
