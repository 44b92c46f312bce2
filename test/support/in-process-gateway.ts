import { pino } from 'pino'
import { afterAll } from 'vitest'
import { firstRoles, type Role } from '../../src/access/index.ts'
import { compose } from '../../src/compose.ts'
import { validateConfig } from '../../src/config/index.ts'
import type { Logger } from '../../src/telemetry/index.ts'
import { temporaryFolder } from './tools.ts'

/** An answer of `/graphql`. */
export interface GraphqlAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  /** Loose on purpose: each test asserts the shape of the part that it reads. */
  // oxlint-disable-next-line no-explicit-any -- see above
  readonly body: Record<'data' | 'errors' | 'extensions', any>
}

/** Roles that a test calls with. */
type CallerRole = 'administrator' | 'viewer'

/** How one query is sent. */
export interface Sending {
  readonly role?: CallerRole
  readonly variables?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

/** A gateway of one test file, on an embedded store of its own. It answers in process; `listen` opens a port. */
export async function startGateway(
  config: Readonly<Record<string, unknown>> = {},
  log: Logger = pino({ level: 'silent' }),
) {
  const directory = temporaryFolder('gateway')
  const surroundings = { environment: {}, workingDirectory: directory }
  const whole = { store: { url: 'sqlite:gateway.db' }, ...config }
  const loaded = { config: validateConfig(whole, 'test', surroundings), origin: 'test', directory }
  const gateway = await compose(loaded, { log })
  afterAll(() => gateway.close())
  const tokenOf = async (role: Role) => {
    const { token } = await gateway.tokens.create({
      principalName: role,
      roles: role === 'administrator' ? firstRoles : [role],
      lifetimeMs: null,
    })
    return token
  }
  const tokens = { administrator: await tokenOf('administrator'), viewer: await tokenOf('viewer') }
  const authorization = (role: CallerRole = 'administrator') => ({ authorization: `Bearer ${tokens[role]}` })
  return {
    ...gateway,
    authorization,
    async query(
      query: string,
      { role = 'administrator', variables = {}, headers = {} }: Sending = {},
    ): Promise<GraphqlAnswer> {
      const answer = await gateway.server.inject({
        method: 'POST',
        url: '/graphql',
        headers: { ...authorization(role), ...headers },
        payload: { query, variables },
      })
      return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
    },
  }
}
