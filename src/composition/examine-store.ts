import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { defaultApprovalPolicies, digestOfPolicies, policiesOf } from '../approvals/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import { eventSourceId } from '../kernel/event-source.ts'
import { systemReason } from '../kernel/system-reason.ts'
import { createApprovalReads } from '../persistence/approval-reads.ts'
import { readOnly } from '../persistence/audited-work.ts'
import { unconfiguredSources } from '../persistence/catalog/unconfigured-sources.ts'
import { type Database, openDatabase } from '../persistence/database.ts'
import { createEnvironmentStore } from '../persistence/environment-store.ts'
import { migrationStatus, refuseNewer } from '../persistence/migrate.ts'
import { policy as policyMigration } from '../persistence/migrations/0006-policy.ts'
import { createPolicyStore } from '../persistence/policy-store.ts'
import { createTargetStore, type TargetRow } from '../persistence/target-store.ts'
import { examinePolicies } from './examine-policies.ts'
import { type Finding, reasonOf } from './finding.ts'
import { seededTargets } from './seeded-targets.ts'
import { storeFile, storeUrl } from './store-place.ts'

/** Looks at the store and changes nothing: it is made and migrated by whoever serves. */
export async function* examineStore(loaded: LoadedConfig): AsyncGenerator<Finding> {
  const file = storeFile(loaded)
  try {
    if (file !== null && !existsSync(file)) {
      yield notMadeYet(file)
      return yield* examinePolicies(loaded, null)
    }
    await using database = await openDatabase(storeUrl(loaded))
    const status = await migrationStatus(database)
    refuseNewer(status)
    if (status.pending.length > 0) {
      yield notMigratedYet(database, status)
      return yield* examinePolicies(loaded, await latestPolicies(database, status))
    }
    yield { name: 'store', state: 'OK', detail: `${database.engine}, up to date` }
    yield* examinePolicies(loaded, await latestPolicies(database, status))
    yield* examineSeeds(database, loaded)
    yield* examineApprovals(database, loaded)
    yield* examineMirror(database, loaded)
  } catch (error) {
    yield { name: 'store', state: 'FAILED', detail: `${reasonOf(error)}; check store.url` }
  }
}

function notMadeYet(file: string): Finding {
  const reason = whyNotWritable(dirname(file))
  if (reason === null) return { name: 'store', state: 'OK', detail: 'sqlite, not migrated yet; `serve` will make it' }
  return { name: 'store', state: 'FAILED', detail: `${file} cannot be made: ${reason}; check store.url` }
}

/** Null when the folder, or the nearest one above it that exists, can be written. */
function whyNotWritable(folder: string): string | null {
  if (!existsSync(folder)) return whyNotWritable(dirname(folder))
  try {
    accessSync(`${folder}/`, constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    return systemReason(error)
  }
}

function notMigratedYet(
  { engine }: Database,
  { applied, pending }: { readonly applied: readonly string[]; readonly pending: readonly string[] },
): Finding {
  const detail = applied.length === 0 ? 'not migrated yet' : `not migrated yet (${pending.join(', ')})`
  return { name: 'store', state: 'OK', detail: `${engine}, ${detail}; \`serve\` will do it` }
}

async function latestPolicies(database: Database, { applied }: { readonly applied: readonly string[] }) {
  return applied.includes(policyMigration.name) ? createPolicyStore(database).latest() : null
}

/** A start adds what the file has and the store has not; beside that the store is in force, and a file that says otherwise misleads. */
async function* examineSeeds(database: Database, loaded: LoadedConfig): AsyncGenerator<Finding> {
  const { config } = loaded
  const environments = await createEnvironmentStore(database, readOnly).list()
  const targets = await createTargetStore(database, readOnly).list(null)
  const pairs = [
    [
      'environments',
      environments.map((item) => [item.name, item.rank, item.isProtected]),
      config.environments.map((item) => [item.name, item.rank, item.protected]),
    ],
    ['targets', targets.map(partsOf), seededTargets(loaded).map(partsOf)],
  ] as const
  for (const [name, stored, file] of pairs) {
    if (stored.length === 0 || print(stored) === print(file)) continue
    yield {
      name,
      state: 'WARNING',
      detail: 'the file differs from the store; a start takes over what is new, and beside that the store is in force',
    }
  }
}

function partsOf({ environment, source, kind, nativeRef, registry, model }: Omit<TargetRow, 'uid'>) {
  return [environment, source, kind, nativeRef, registry, model]
}

function print(rows: readonly (readonly unknown[])[]): string {
  return rows
    .map((row) => JSON.stringify(row))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join()
}

/** Approval policies that were taken over, or published since, are in force whatever the file says. */
async function* examineApprovals(database: Database, { config }: LoadedConfig): AsyncGenerator<Finding> {
  const { policies } = config.approvals
  const { number, digest } = await createApprovalReads(database, defaultApprovalPolicies).policies()
  if (policies.length === 0 || number === 0 || digest === digestOfPolicies(policiesOf(policies))) return
  const detail = `the file differs from version ${number}, which is in force; publishApprovalPolicy publishes it, see docs/approvals.md`
  yield { name: 'approvals.policies', state: 'WARNING', detail }
}

async function* examineMirror(database: Database, { config }: LoadedConfig): AsyncGenerator<Finding> {
  const configured = [...config.sources.map(({ id }) => id), eventSourceId]
  for (const { source, objects } of await unconfiguredSources(database, configured)) {
    const detail = `is not configured, and the mirror holds ${objects} objects of it; no answer shows them`
    yield { name: `source ${source}`, state: 'WARNING', detail }
  }
}
