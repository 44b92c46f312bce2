import { z } from 'zod'
import { secretText } from '../../src/connector/index.ts'

function isPlainBase(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === ''
}

// A comma or a control character would let one name become several headers.
const workspace = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'give the name of an MLflow workspace')

const artifactRoot = z
  .string()
  .regex(
    /^[a-z][a-z0-9+.-]*:\/\/?[^\s?#]*$/i,
    'give the address of the store, such as s3://models/mlflow or file:///srv/mlflow',
  )
  .refine((text) => !/^mlflow-artifacts:/i.test(text), 'give the address of the store behind mlflow-artifacts:/')
  .transform((text) => text.replace(/(?<!\/)\/+$/, ''))

/** Checked also when another key is wrong, so that both are told in one round. */
const isAnyway = () => true

/** `webhooks:` - events of the registry, which let the mirror follow within a second. */
const webhooks = z.strictObject({
  register: z
    .boolean()
    .default(false)
    .describe('Whether the gateway registers its webhook at the server by itself, and keeps it registered'),
  url: z
    .url({ protocol: /^https?$/, error: 'give the http or https address of this gateway, as the server reaches it' })
    .refine(isPlainBase, 'give the address without credentials, query or fragment')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .describe('Address at which the server reaches this gateway; `server.publicUrl` by default'),
  secret: secretText()
    .refine((secret) => secret.reveal().length >= 16, 'must have at least 16 characters')
    .optional()
    .describe('What events are signed with; derived from `server.secret` by default'),
})

/** Keys of an `mlflow` source in `modelwarden.yaml`. */
export const config = z
  .strictObject({
    url: z
      .url({
        protocol: /^https?$/,
        error: 'give the http or https address of the server, such as http://127.0.0.1:5000',
      })
      .refine(
        isPlainBase,
        'give the address without credentials, query or fragment; credentials go into `token` or `username`',
      )
      .transform((text) => text.replace(/\/+$/, ''))
      .describe('Address of the server'),
    token: secretText().optional().describe('Bearer token; or `username` and `password`'),
    username: z
      .string()
      .min(1)
      .regex(/^[^:]+$/, 'a user name holds no colon')
      .optional()
      .describe('User of basic authentication'),
    password: secretText().optional().describe('Password of that user'),
    workspaces: z
      .array(workspace)
      .min(1)
      .refine((names) => new Set(names).size === names.length, 'name each workspace once')
      .optional()
      .describe('Workspaces to read; the server is asked for none without it'),
    defaultPermission: z
      .enum(['NO_PERMISSIONS', 'READ', 'USE', 'EDIT', 'MANAGE'])
      .optional()
      .describe('What `default_permission` of its basic authentication is, where the server does not tell'),
    artifacts: z
      .strictObject({
        root: artifactRoot.describe(
          'Where the server keeps what it calls `mlflow-artifacts:/`, such as `s3://models/mlflow`',
        ),
      })
      .optional(),
    webhooks: webhooks.optional(),
  })
  .refine(({ username, password }) => (username === undefined) === (password === undefined), {
    error: 'give `username` and `password` together',
    path: ['username'],
    when: isAnyway,
  })
  .refine(({ token, username }) => token === undefined || username === undefined, {
    error: 'give either `token` or `username` and `password`',
    path: ['token'],
    when: isAnyway,
  })

/** What {@link config} makes of them. Without `workspaces` the server is asked for none. */
export type MlflowConfig = z.infer<typeof config>
