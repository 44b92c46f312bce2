import { createPrincipalIds } from '../access/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import type { Producer } from '../evidence/index.ts'
import { memberOf } from './group-directory.ts'
import type { OpenStore } from './store.ts'

/** Whose evidence counts, as the configuration names them. */
export function configuredProducers(
  { config }: Pick<LoadedConfig, 'config'>,
  { principalKey }: Pick<OpenStore, 'principalKey'>,
): readonly Producer[] {
  const idOf = createPrincipalIds(principalKey)
  return config.approvals.producers.map(({ name, principal, gates, ownWork }) => ({
    name,
    principal: idOf(memberOf(principal)),
    gates,
    mayAttestOwnWork: ownWork,
  }))
}
