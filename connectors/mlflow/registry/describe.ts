import {
  type CallContext,
  type Fault,
  type HttpStream,
  type ModelDescription,
  type ModelVersionRecord,
  upstreamInvalid,
} from '../../../src/connector/index.ts'
import type { ProxyFiles } from '../artifacts/proxy-files.ts'
import type { MlflowClient } from '../client.ts'
import { mlmodelBytesMax, parseMlmodel } from '../mlmodel.ts'
import { proxyPath, under } from '../uri.ts'
import { storageOf } from './follow.ts'

/** Reads and understands a version's `MLmodel` file; null when it has none. */
export async function describeVersion(
  { client, files }: { readonly client: MlflowClient; readonly files: ProxyFiles },
  version: ModelVersionRecord,
  call: CallContext,
): Promise<ModelDescription | null> {
  const uri = await storageOf(client, version, call)
  const folder = uri === null ? null : proxyPath(uri, client.url)
  const text =
    folder === null
      ? await readThroughRegistry(client, version, call)
      : await readThroughProxy({ client, files }, { version, folder }, call)
  return text === null ? null : parseMlmodel(text)
}

async function readThroughProxy(
  { client, files }: { readonly client: MlflowClient; readonly files: ProxyFiles },
  { version, folder }: { readonly version: ModelVersionRecord; readonly folder: string },
  call: CallContext,
): Promise<string | null> {
  const { workspace } = version
  const answer = await files.open({ workspace, path: under(folder, 'MLmodel'), headers: {} }, call)
  return answer === null ? null : readText(answer, client.source)
}

/** For files outside the proxy the server reads them itself, with its own rights, and passes them on. */
async function readThroughRegistry(
  client: MlflowClient,
  version: ModelVersionRecord,
  call: CallContext,
): Promise<string | null> {
  const query = { name: version.modelName, version: version.version, path: 'MLmodel' }
  const path = '/model-versions/get-artifact'
  const answer = await client.open({ workspace: version.workspace, path, route: path, query }, call)
  return readText(answer, client.source)
}

async function readText(answer: HttpStream, source: string): Promise<string | null> {
  if (answer.status !== 200) {
    answer.body.destroy()
    if (answer.status === 404 || answer.status === 403) return null
    throw invalid(source, `status ${answer.status}`)
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer.body) {
    size += chunk.length
    if (size > mlmodelBytesMax) throw invalid(source, `more than ${mlmodelBytesMax} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function invalid(source: string, detail: string): Fault {
  return upstreamInvalid({ source, operation: 'MLflow MLmodel', detail, retryable: false })
}
