import { readFile } from 'node:fs/promises'
import {
  type CallContext,
  type ConnectorHost,
  type DatasetRecord,
  Fault,
  upstreamInvalid,
  upstreamUnavailable,
} from 'modelwarden/connector'
import type { CatalogueConfig } from './config.ts'
import { parseCatalogue } from './parse-catalogue.ts'

/** Reads the whole catalogue. Rejects with a `Fault` when it cannot be reached or read. */
export type ReadCatalogue = (call: CallContext) => Promise<readonly DatasetRecord[]>

/** Opens a catalogue for reading; nothing is read before the first call. */
export function openCatalogue(config: CatalogueConfig, host: ConnectorHost): ReadCatalogue {
  const readText = 'url' in config ? overHttp(config, host) : fromFile(config.file, host)
  return async (call) => {
    const text = await readText(call)
    try {
      return parseCatalogue(text)
    } catch (cause) {
      throw upstreamInvalid({ source: host.source, operation: 'read catalogue', cause })
    }
  }
}

function overHttp(config: Extract<CatalogueConfig, { url: string }>, host: ConnectorHost) {
  const { origin, pathname, search } = new URL(config.url)
  const headers: Record<string, string> =
    config.token === undefined ? {} : { authorization: `Bearer ${config.token.reveal()}` }
  const client = host.http({ baseUrl: origin, headers })
  const query = Object.fromEntries(new URLSearchParams(search))
  return async (call: CallContext): Promise<string> => {
    const answer = await client.text({ path: pathname, query, signal: call.signal })
    if (answer.status === 200) return answer.body
    throw upstreamUnavailable({
      source: host.source,
      operation: 'read catalogue',
      detail: `status ${answer.status}`,
      retryable: false,
    })
  }
}

function fromFile(path: string, host: ConnectorHost) {
  return async (call: CallContext): Promise<string> => {
    try {
      return await host.guard('read catalogue', call, (signal) => readFile(path, { encoding: 'utf8', signal }))
    } catch (error) {
      if (error instanceof Fault) throw error
      throw upstreamUnavailable({ source: host.source, operation: 'read catalogue', cause: error })
    }
  }
}
