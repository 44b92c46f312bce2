import { createPolicyEngine, digestOfFiles, type PolicyEngine, type PolicyFile } from '../access/index.ts'
import type { PolicyVersion } from '../access/types.ts'
import type { LoadedConfig } from '../config/index.ts'
import { systemClock } from '../kernel/clock.ts'
import type { Finding } from './finding.ts'
import { type FolderReading, type PolicyFolder, policyFolder, readConfiguredPolicies } from './policy-seed.ts'

/**
 * Compares the configured folder of policies with what is published. Before anything is, a folder that cannot be published
 * would stop a start; afterwards it stops nothing. `latest` is null where nothing was published.
 */
export async function* examinePolicies(loaded: LoadedConfig, latest: PolicyVersion | null): AsyncGenerator<Finding> {
  const folder = policyFolder(loaded)
  if (folder === null) return
  const engine: PolicyEngine = createPolicyEngine({ clock: systemClock, log: { error: () => undefined } })
  await engine.ready()
  const reading = readConfiguredPolicies(engine, folder)
  yield { name: 'policies', ...(latest === null ? unpublished(folder, reading) : published(folder, reading, latest)) }
}

type Verdict = Omit<Finding, 'name'>

function unpublished({ label }: PolicyFolder, reading: FolderReading): Verdict {
  if (!reading.ok) return { state: 'FAILED', detail: inWords(reading) }
  const count = `${reading.files.length} file${reading.files.length === 1 ? '' : 's'}`
  return { state: 'OK', detail: `${label}: ${count} checked, not published yet; \`serve\` will publish version 1` }
}

function published({ label }: PolicyFolder, reading: FolderReading, version: PolicyVersion): Verdict {
  const inForce = `version ${version.number}, which is in force`
  if (!reading.ok) return { state: 'WARNING', detail: `${inWords(reading)}; ${inForce}, is what counts` }
  if (digestOfFiles(reading.files) === version.digest) return { state: 'OK', detail: `${label} is ${inForce}` }
  const how = 'publishPolicy publishes it, see docs/policy.md'
  return {
    state: 'WARNING',
    detail: `${label} differs from ${inForce}: ${difference(reading.files, version.files)}; ${how}`,
  }
}

function inWords({ why, places }: Extract<FolderReading, { ok: false }>): string {
  return [why, ...places].join('; ').replaceAll(/\s*\n\s*/g, ' ')
}

function difference(folder: readonly PolicyFile[], stored: readonly PolicyFile[]): string {
  const inFolder = new Map(folder.map(({ name, text }) => [name, text]))
  const inStore = new Map(stored.map(({ name, text }) => [name, text]))
  const names = (found: Iterable<string>) => [...found].toSorted().join(', ')
  const parts = [
    [
      'changed',
      names(
        [...inFolder].filter(([name, text]) => inStore.has(name) && inStore.get(name) !== text).map(([name]) => name),
      ),
    ],
    ['only in the folder', names([...inFolder.keys()].filter((name) => !inStore.has(name)))],
    ['only in the store', names([...inStore.keys()].filter((name) => !inFolder.has(name)))],
  ] as const
  return parts.flatMap(([what, list]) => (list === '' ? [] : [`${what} ${list}`])).join('; ')
}
