import { builtInConnectors } from '../../connectors/index.ts'
import { ConfigError, type ConfigProblem, type LoadedConfig, problemsOf, type SourceEntry } from '../config/index.ts'
import { loadConnectorModule } from '../connector/load-connector.ts'
import { type ConnectorRegistry, createConnectorRegistry } from '../connector/registry.ts'
import { type SourceLimits, sourceLimits } from '../connector/source-limits.ts'

/** One entry of `sources:` with its connector's own keys read. */
export interface SourceSetup {
  readonly id: string
  readonly kind: string
  readonly environment: string | null
  readonly limits: SourceLimits
  /** What the connector's schema made of its keys. */
  readonly config: unknown
}

/** Loads the connectors that the configuration names beside the built-in ones. */
export async function loadConnectors({ config, directory }: LoadedConfig): Promise<ConnectorRegistry> {
  const loaded = await Promise.all(config.connectors.map((specifier) => loadConnectorModule(specifier, directory)))
  return createConnectorRegistry([...builtInConnectors, ...loaded.flat()])
}

/** Reads every entry of `sources:` by its connector's schema. Throws {@link ConfigError} with all problems of all entries. */
export function readSources({ config, origin }: LoadedConfig, registry: ConnectorRegistry): readonly SourceSetup[] {
  const read = config.sources.map((entry, index) => readSource(entry, index, registry))
  const problems = read.flatMap((item) => item.problems)
  if (problems.length > 0) throw new ConfigError(origin, problems)
  return read.flatMap((item) => item.setup ?? [])
}

function readSource(
  entry: SourceEntry,
  index: number,
  registry: ConnectorRegistry,
): { readonly setup?: SourceSetup; readonly problems: readonly ConfigProblem[] } {
  const path = ['sources', index]
  const manifest = registry.manifest(entry.kind)
  if (manifest === undefined)
    return { problems: [{ path: [...path, 'kind'], message: unknownKind(entry.kind, registry) }] }
  const { id, kind, environment, limits, ...own } = entry
  const config = manifest.config.safeParse(own)
  const parsedLimits = sourceLimits.safeParse(limits ?? {})
  const problems = [
    ...(config.success ? [] : problemsOf(config.error, path)),
    ...(parsedLimits.success ? [] : problemsOf(parsedLimits.error, [...path, 'limits'])),
  ]
  if (!config.success || !parsedLimits.success) return { problems }
  return {
    setup: { id, kind, environment: environment ?? null, limits: parsedLimits.data, config: config.data },
    problems,
  }
}

function unknownKind(kind: string, registry: ConnectorRegistry): string {
  const known = registry.manifests.map((manifest) => manifest.id).join(', ')
  return `no connector is called "${kind}"; known are ${known}. Name a third party's module under "connectors"`
}
