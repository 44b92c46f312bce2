import { createHmac, randomUUID } from 'node:crypto'
import { request } from 'undici'

/** One delivery; what is left out is as MLflow would have it. */
export interface Delivery {
  readonly body: unknown
  readonly secret: string
  readonly id?: string
  /** Milliseconds since the epoch. */
  readonly at?: number
  /** Sent instead of what is signed. */
  readonly sent?: Buffer | string
  readonly headers?: Readonly<Record<string, string>>
}

/** How the gateway answered. */
export interface HookReply {
  readonly status: number
  readonly text: string
}

/** Sends an event as MLflow does, signed over the bytes of its body. */
export async function deliver(url: string, { body, secret, id = randomUUID(), at = Date.now(), ...more }: Delivery) {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body), 'utf8')
  const timestamp = String(Math.floor(at / 1000))
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(bytes).digest('base64')
  const answer = await request(url, {
    method: 'POST',
    body: more.sent ?? bytes,
    headers: {
      'content-type': 'application/json',
      'x-mlflow-delivery-id': id,
      'x-mlflow-timestamp': timestamp,
      'x-mlflow-signature': `v1,${signature}`,
      ...more.headers,
    },
  })
  return { status: answer.statusCode, text: await answer.body.text() } satisfies HookReply
}

/** The event of an alias that was set. */
export function aliasEvent(name: string, alias: string, version: string) {
  const data = { name, alias, version }
  return { entity: 'model_version_alias', action: 'created', timestamp: new Date().toISOString(), data }
}
