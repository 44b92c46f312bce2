import type * as Access from '../../src/access/index.ts'
import type * as Cache from '../../src/cache/index.ts'
import type * as CallerViews from '../../src/composition/caller-views.ts'
import type * as Graphql from '../../src/graphql/index.ts'
import type * as Http from '../../src/http/index.ts'
import type * as AccessStateStore from '../../src/persistence/access-state-store.ts'
import type * as AccessClass from '../../src/persistence/catalog/access-class.ts'
import type * as AccessClassRegistry from '../../src/persistence/catalog/access-class-registry.ts'
import type * as CurrentScope from '../../src/persistence/catalog/current-scope.ts'
import type * as WriteAccessClasses from '../../src/persistence/catalog/write-access-classes.ts'
import type * as Database from '../../src/persistence/database.ts'
import type * as EnvironmentStore from '../../src/persistence/environment-store.ts'
import type * as Migrate from '../../src/persistence/migrate.ts'
import type * as PersonStore from '../../src/persistence/person-store.ts'
import type * as TokenStore from '../../src/persistence/token-store.ts'
import type * as Telemetry from '../../src/telemetry/index.ts'
import { compiledModule } from '../harness/package.ts'

/** Modules of the compiled package. Each was compiled from the source whose type it is given. */
export const compiled = {
  access: (await import(compiledModule('src/access/index.ts'))) as typeof Access,
  accessClasses: {
    ...((await import(compiledModule('src/persistence/catalog/access-class.ts'))) as typeof AccessClass),
    ...((await import(
      compiledModule('src/persistence/catalog/access-class-registry.ts')
    )) as typeof AccessClassRegistry),
    ...((await import(compiledModule('src/persistence/catalog/current-scope.ts'))) as typeof CurrentScope),
    ...((await import(compiledModule('src/persistence/catalog/write-access-classes.ts'))) as typeof WriteAccessClasses),
  },
  accessState: (await import(compiledModule('src/persistence/access-state-store.ts'))) as typeof AccessStateStore,
  callerViews: (await import(compiledModule('src/composition/caller-views.ts'))) as typeof CallerViews,
  cache: (await import(compiledModule('src/cache/index.ts'))) as typeof Cache,
  database: (await import(compiledModule('src/persistence/database.ts'))) as typeof Database,
  environmentStore: (await import(compiledModule('src/persistence/environment-store.ts'))) as typeof EnvironmentStore,
  graphql: (await import(compiledModule('src/graphql/index.ts'))) as typeof Graphql,
  http: (await import(compiledModule('src/http/index.ts'))) as typeof Http,
  migrate: (await import(compiledModule('src/persistence/migrate.ts'))) as typeof Migrate,
  telemetry: (await import(compiledModule('src/telemetry/index.ts'))) as typeof Telemetry,
  personStore: (await import(compiledModule('src/persistence/person-store.ts'))) as typeof PersonStore,
  tokenStore: (await import(compiledModule('src/persistence/token-store.ts'))) as typeof TokenStore,
}
