import type { S3Client } from '@aws-sdk/client-s3'
import { type CallContext, type ConnectorHost, Fault, upstreamTimeout } from '../../src/connector/index.ts'
import { toFault } from './fault.ts'

/** Makes one call of the SDK within the source's limits. Every error it throws is a `Fault`. */
export type SendS3 = <Reply>(operation: string, call: CallContext, work: SendWork<Reply>) => Promise<Reply>

/** The call itself; it passes `options` on to the SDK. */
export type SendWork<Reply> = (client: S3Client, options: { readonly abortSignal: AbortSignal }) => Promise<Reply>

/** Binds {@link SendS3} to a client and a host. */
export function createSender(client: S3Client, host: ConnectorHost): SendS3 {
  return async (operation, call, work) => {
    try {
      return await host.guard(operation, call, (signal) =>
        attempt(signal, (abortSignal) => work(client, { abortSignal })),
      )
    } catch (error) {
      const attempted = { source: host.source, operation }
      throw call.signal.aborted ? upstreamTimeout({ ...attempted, cause: error }) : toFault(error, attempted)
    }
  }
}

/** The guard's signal ends with the reply's head: a body is read for as long as its reader wants. */
async function attempt<Reply>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Reply>): Promise<Reply> {
  const controller = new AbortController()
  const giveUp = () => controller.abort(signal.reason)
  if (signal.aborted) giveUp()
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    return await work(controller.signal)
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

/** The same, with null for what the store does not have. */
export async function orNull<Reply>(reply: Promise<Reply>): Promise<Reply | null> {
  try {
    return await reply
  } catch (error) {
    if (error instanceof Fault && error.code === 'NOT_FOUND') return null
    throw error
  }
}
