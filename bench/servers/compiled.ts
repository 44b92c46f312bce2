import type * as Access from '../../src/access/index.ts'
import type * as Cache from '../../src/cache/index.ts'
import type * as Graphql from '../../src/graphql/index.ts'
import type * as Http from '../../src/http/index.ts'
import type * as Database from '../../src/persistence/database.ts'
import type * as Migrate from '../../src/persistence/migrate.ts'
import type * as PersonStore from '../../src/persistence/person-store.ts'
import type * as TokenStore from '../../src/persistence/token-store.ts'
import type * as Telemetry from '../../src/telemetry/index.ts'
import { compiledModule } from '../harness/package.ts'

/** Modules of the compiled package. Each was compiled from the source whose type it is given. */
export const compiled = {
  access: (await import(compiledModule('src/access/index.ts'))) as typeof Access,
  cache: (await import(compiledModule('src/cache/index.ts'))) as typeof Cache,
  database: (await import(compiledModule('src/persistence/database.ts'))) as typeof Database,
  graphql: (await import(compiledModule('src/graphql/index.ts'))) as typeof Graphql,
  http: (await import(compiledModule('src/http/index.ts'))) as typeof Http,
  migrate: (await import(compiledModule('src/persistence/migrate.ts'))) as typeof Migrate,
  telemetry: (await import(compiledModule('src/telemetry/index.ts'))) as typeof Telemetry,
  personStore: (await import(compiledModule('src/persistence/person-store.ts'))) as typeof PersonStore,
  tokenStore: (await import(compiledModule('src/persistence/token-store.ts'))) as typeof TokenStore,
}
