import { faultsOf, type GateRegistry, seedApprovalPolicies } from '../approvals/index.ts'
import { ConfigError, type LoadedConfig } from '../config/index.ts'
import type { Logger } from '../telemetry/index.ts'
import type { OpenStore } from './store.ts'

/**
 * Publishes the configured approval policies as version 1 when nothing was ever published. Throws {@link ConfigError} when
 * they cannot be; once something is published they are not even looked at.
 */
export async function seedConfiguredApprovals(
  loaded: LoadedConfig,
  store: Pick<OpenStore, 'approvals' | 'environments'>,
  { gates, log }: { readonly gates: GateRegistry; readonly log: Pick<Logger, 'info'> },
): Promise<void> {
  const { policies } = loaded.config.approvals
  if (policies.length === 0 || (await store.approvals.reads.policies()).number !== 0) return
  const environments = (await store.environments.list()).map(({ name }) => name)
  const faults = faultsOf(policies, { gates: gates.all, environments })
  if (faults.length > 0) {
    const problems = faults.map(({ path, message }) => ({ path: ['approvals', 'policies', ...path], message }))
    throw new ConfigError(loaded.origin, problems)
  }
  const version = await seedApprovalPolicies(store.approvals.policyChanges, policies)
  if (version !== null)
    log.info(
      { version: version.number, policies: version.policies.map(({ name }) => name) },
      'the approval policies of the configuration are published',
    )
}
