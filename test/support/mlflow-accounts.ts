import { randomBytes } from 'node:crypto'
import { type MlflowAdmin, type MlflowOptions, startMlflow } from '../../tools/launch/mlflow.ts'
import { type MlflowWriter, mlflowWriter } from './seed-mlflow.ts'
import { ownTool, temporaryFolder } from './tools.ts'

/** An MLflow with accounts of its own, for one test file. */
export interface AccountedMlflow {
  readonly url: string
  readonly admin: MlflowAdmin
  /** Headers of calls as the administrator. */
  readonly headers: Readonly<Record<string, string>>
  /** Calls as the administrator. */
  readonly writer: MlflowWriter
  /** Makes an account, and calls as it. */
  account(username: string): Promise<MlflowWriter & { readonly password: string }>
}

/** Starts one with basic authentication, whose default permission is READ. */
export async function startAccounted(
  release: 'newest' | 'floor' = 'newest',
  more: Pick<MlflowOptions, 'workspaces'> = {},
): Promise<AccountedMlflow> {
  const admin = { username: 'warden', password: randomBytes(12).toString('hex') }
  const { url } = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow'), release, basicAuth: admin, ...more }))
  const headersOf = ({ username, password }: MlflowAdmin) => {
    return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
  }
  const headers = headersOf(admin)
  const writer = mlflowWriter({ url, headers })
  return {
    url,
    admin,
    headers,
    writer,
    async account(username) {
      const password = randomBytes(12).toString('hex')
      await writer.post('/users/create', { username, password })
      return { ...mlflowWriter({ url, headers: headersOf({ username, password }) }), password }
    },
  }
}
