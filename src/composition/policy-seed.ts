import { resolve } from 'node:path'
import { canBeReplaced, type PolicyEngine, type PolicyFile, readPolicyFolder, seedPolicies } from '../access/index.ts'
import { ConfigError, type LoadedConfig } from '../config/index.ts'
import { systemClock } from '../kernel/clock.ts'
import { systemReason } from '../kernel/system-reason.ts'
import { createPolicyStore } from '../persistence/policy-store.ts'
import { createRightsChanges } from '../persistence/rights-changes.ts'
import type { Logger } from '../telemetry/index.ts'
import type { OpenStore } from './store.ts'

/** The folder of policies that the configuration names. */
export interface PolicyFolder {
  readonly path: string
  /** For messages; never what came from the environment. */
  readonly label: string
}

/** The configured folder, relative to the configuration file; null where none is configured. */
export function policyFolder({ config, directory, from }: LoadedConfig): PolicyFolder | null {
  const { directory: folder = '' } = config.policies
  if (folder === '') return null
  const path = resolve(directory, folder)
  return { path, label: from?.isFilled(['policies', 'directory']) ? 'the folder that its variable names' : path }
}

/** The policies of a folder, or why they cannot be published: in short, and place by place. */
export type FolderReading =
  | { readonly ok: true; readonly files: readonly PolicyFile[] }
  | {
      readonly ok: false
      readonly files: readonly PolicyFile[]
      readonly why: string
      readonly places: readonly string[]
    }

/** Reads and checks a folder as `policy check` does, and whether anybody could ever replace what is in it. The engine must be ready. */
export function readConfiguredPolicies(engine: PolicyEngine, { path, label }: PolicyFolder): FolderReading {
  const refuse = (why: string, files: readonly PolicyFile[] = [], places: readonly string[] = []) =>
    ({ ok: false, files, why, places }) as const
  const files = tryToRead(path)
  if (typeof files === 'string') return refuse(`${label} cannot be read: ${files}`)
  if (files.length === 0) return refuse(`${label} holds no *.cedar file`)
  const problems = engine.check(files)
  if (problems.length > 0) {
    const places = problems.map(({ file, line, column, policyId, reason }) =>
      [`${file}:${line}:${column}:`, ...(policyId === null ? [] : [policyId]), reason].join(' '),
    )
    return refuse(`${label} holds policies that cannot be published`, files, places)
  }
  if (canBeReplaced(engine, files, systemClock.now())) return { ok: true, files }
  const why = `${label} holds no rule that lets anybody publish policies, so these could never be changed; it takes the place of the package's default.cedar, so put a copy of that beside your own rules`
  return refuse(why, files)
}

function tryToRead(path: string): readonly PolicyFile[] | string {
  try {
    return readPolicyFolder(path)
  } catch (error) {
    return systemReason(error)
  }
}

/** What seeding takes. */
export interface PolicySeedParts {
  readonly loaded: LoadedConfig
  readonly store: Pick<OpenStore, 'database' | 'engine' | 'audit'>
  readonly engine: PolicyEngine
  readonly log: Pick<Logger, 'info'>
}

/**
 * Publishes the configured folder as version 1 when nothing was ever published. Throws {@link ConfigError} when it cannot
 * be; once something is published the folder is not even looked at.
 */
export async function seedConfiguredPolicies({ loaded, store, engine, log }: PolicySeedParts): Promise<void> {
  const folder = policyFolder(loaded)
  if (folder === null || (await createPolicyStore(store.database).latest()) !== null) return
  await engine.ready()
  const reading = readConfiguredPolicies(engine, folder)
  if (!reading.ok) throw new ConfigError(loaded.origin, [{ path: ['policies', 'directory'], message: asked(reading) }])
  const changes = createRightsChanges(store, store.audit.audited)
  const version = await seedPolicies({ engine, changes, clock: systemClock }, reading.files)
  if (version === null) return
  const files = version.files.map(({ name }) => name)
  log.info({ version: version.number, files }, 'the policies of the configuration are published')
}

function asked({ why, places }: Extract<FolderReading, { ok: false }>): string {
  const remedy =
    'Mend it (`policy check` tells the same), or leave the key out to begin with the policies of the package.'
  return [`${why}.`, ...places.map((place) => `  ${place}`), remedy].join('\n    ')
}
