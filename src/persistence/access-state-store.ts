import type { AccessStateStore } from '../access/ports.ts'
import type { Connection } from './access-state.ts'
import { compiledRead } from './compiled-read.ts'
import { createGrantStore } from './grant-store.ts'
import { createPolicyStore } from './policy-store.ts'

/** Reads what rights are decided by. */
export function createAccessStateStore(connection: Connection): AccessStateStore {
  const grants = createGrantStore(connection)
  const policies = createPolicyStore(connection)
  const { kysely } = connection
  const row = compiledRead(kysely, () => kysely.selectFrom('access_state').select('epoch').where('id', '=', 1))
  const epoch = async () => (await row(1))[0]?.epoch ?? 0
  return {
    epoch,
    async load() {
      // First, so that whatever changes meanwhile makes the next look at the epoch load again.
      const known = await epoch()
      return { epoch: known, asOf: null, version: await policies.latest(), grants: await grants.unrevoked() }
    },
    async at(time) {
      return { epoch: null, asOf: time, version: await policies.at(time), grants: await grants.liveAt(time) }
    },
  }
}
