import {
  type CallContext,
  Fault,
  type WebhookOutcome,
  type WebhookRecord,
  type WebhookRefusal,
  type Webhooks,
  type WebhookWish,
} from '../../src/connector/index.ts'
import type { MlflowClient } from './client.ts'
import { readPages } from './pages.ts'
import { type Reply, required } from './reply.ts'
import { modelEvents, toWebhook, webhookReply, webhooksReply } from './wire/webhook.ts'

/** Far more than any server has. */
const pagesMax = 20

/** MLflow's webhooks of one server, which only its administrators may see and change. */
export function createWebhooks(client: MlflowClient): Webhooks {
  return {
    list: (workspace, call) => listHooks(client, workspace, call),
    async save(wish, call) {
      const answer = await client.write(requestOf(wish), call)
      const refusal = refusalOf(answer)
      if (refusal !== null) return { ok: false, refusal }
      return { ok: true, value: toWebhook(required(webhookReply, answer).webhook, wish.workspace) }
    },
    async remove({ workspace, id }, call) {
      const path = `/webhooks/${encodeURIComponent(id)}`
      const answer = await client.write({ workspace, method: 'DELETE', path, route: '/webhooks/{id}' }, call)
      const refusal = answer.kind === 'ABSENT' ? null : refusalOf(answer)
      return refusal === null ? { ok: true, value: null } : { ok: false, refusal }
    },
    explain: (refusal) => remedies[refusal],
  }
}

function requestOf({ workspace, id, name, url, secret }: WebhookWish) {
  const json = { name, url, secret, events: modelEvents, status: 'ACTIVE' }
  const description = 'Tells Modelwarden what changed in the registry.'
  if (id === null)
    return { workspace, method: 'POST', path: '/webhooks', route: '/webhooks', json: { ...json, description } } as const
  const path = `/webhooks/${encodeURIComponent(id)}`
  return { workspace, method: 'PATCH', path, route: '/webhooks/{id}', json } as const
}

async function listHooks(
  client: MlflowClient,
  workspace: string,
  call: CallContext,
): Promise<WebhookOutcome<readonly WebhookRecord[]>> {
  const found: WebhookRecord[] = []
  let refusal: WebhookRefusal | null = null
  const pages = readPages(pagesMax, async (token) => {
    const query = token === undefined ? { max_results: 100 } : { max_results: 100, page_token: token }
    const answer = await client.read({ workspace, path: '/webhooks', query }, call)
    refusal = refusalOf(answer)
    return refusal === null ? required(webhooksReply, answer) : { webhooks: [], next_page_token: null }
  })
  try {
    for await (const { webhooks } of pages) found.push(...webhooks.map((wire) => toWebhook(wire, workspace)))
  } catch (error) {
    if (!(await isOnlyTheList(client, error, call))) throw error
    refusal = 'SECRETS_UNREADABLE'
  }
  return refusal === null ? { ok: true, value: found } : { ok: false, refusal }
}

/**
 * Whether a server that answers fails to list its webhooks: it cannot decrypt their secrets, which is what happens after
 * a restart, and between its workers, when it was given no key to encrypt them with.
 */
async function isOnlyTheList(client: MlflowClient, error: unknown, call: CallContext): Promise<boolean> {
  if (!(error instanceof Fault) || error.code !== 'UPSTREAM_UNAVAILABLE' || !error.message.includes('status 500'))
    return false
  return (await client.version(call)) !== null
}

function refusalOf(answer: Reply): WebhookRefusal | null {
  if (answer.kind === 'OK') return null
  if (answer.kind === 'ABSENT') return 'UNSUPPORTED'
  if (answer.kind === 'FORBIDDEN') return 'NOT_ALLOWED'
  const { message } = answer
  if (/Allowed schemes/i.test(message)) return 'SCHEME_REFUSED'
  if (/non-public IP/i.test(message)) return 'PRIVATE_ADDRESS'
  if (/resolv/i.test(message)) return 'UNKNOWN_HOST'
  return 'REFUSED'
}

const remedies: Readonly<Record<WebhookRefusal, string>> = {
  UNSUPPORTED:
    'this MLflow has no webhooks: they came with MLflow 3, and need a registry in a database instead of files',
  NOT_ALLOWED: 'only an administrator of MLflow may register webhooks, and the configured credentials are not of one',
  SCHEME_REFUSED:
    'MLflow calls https addresses only: give the gateway an https address, or set MLFLOW_WEBHOOK_ALLOWED_SCHEMES=http,https at the MLflow server',
  PRIVATE_ADDRESS:
    'MLflow calls public addresses only, and the gateway has a private one: set MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS=true at the MLflow server',
  UNKNOWN_HOST:
    'MLflow cannot find the host of this gateway: set server.publicUrl, or webhooks.url of the source, to an address that the MLflow server can resolve',
  SECRETS_UNREADABLE:
    'MLflow answers, and cannot read its own webhooks: set MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY at the MLflow server to a key that stays (without one it makes another at each start and in each worker, and loses every event without a word), and delete webhooks that were made without it',
  REFUSED: 'MLflow does not take the webhook; its log says why',
}
