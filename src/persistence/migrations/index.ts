import { catalog } from './0001-catalog.ts'
import { access } from './0002-access.ts'
import { files } from './0003-files.ts'
import { deployments } from './0004-deployments.ts'
import { audit } from './0005-audit.ts'
import { policy } from './0006-policy.ts'
import { accessClasses } from './0007-access-class.ts'
import { identity } from './0008-identity.ts'
import { secondSteward } from './0009-second-steward.ts'
import { lineage } from './0010-lineage.ts'
import { openLineage } from './0011-openlineage.ts'
import { consumers } from './0012-consumers.ts'
import { hooks } from './0013-hooks.ts'
import { lineageNames } from './0014-lineage-names.ts'
import { approvals } from './0015-approvals.ts'
import { serving } from './0016-serving.ts'
import { violations } from './0017-violations.ts'
import { evidence } from './0018-evidence.ts'
import { people } from './0019-people.ts'
import { endpoints } from './0020-endpoints.ts'
import { copies } from './0021-copies.ts'
import { evaluations } from './0022-evaluations.ts'
import type { Migration } from './migration.ts'

/** Every step of the schema, in the order in which it runs. Forward only: released steps never change. */
export const migrations: readonly Migration[] = [
  catalog,
  access,
  files,
  deployments,
  audit,
  policy,
  accessClasses,
  identity,
  secondSteward,
  lineage,
  openLineage,
  consumers,
  hooks,
  lineageNames,
  approvals,
  serving,
  violations,
  evidence,
  people,
  endpoints,
  copies,
  evaluations,
]
