import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CallContext, isMissing, parseServedText, versionOfRef, z } from '../../../src/connector/index.ts'
import type { LoadingClient } from './loading-client.ts'
import { exampleFile, sampleInputs } from './sample-input.ts'
import type { Served } from './served.ts'
import { copyOf, type Staging } from './staging.ts'

const inferred = z.object({ model_version: z.string().nullish(), outputs: z.array(z.unknown()).min(1) })

/** What answers are read with. */
export interface AnswerParts {
  readonly server: LoadingClient
  readonly served: Pick<Served, 'read'>
  readonly staging: Staging
}

/**
 * What answers under a name, as callers ask for it: what is loaded, if one inference came back and says that it is of that
 * version. Null where it did not. A model that declares no inputs cannot be asked; there being ready is all that is known.
 */
export async function readAnswer(
  { server, served, staging }: AnswerParts,
  deployment: string,
  call: CallContext,
): Promise<string | null> {
  const text = await served.read(deployment, call)
  const files = text === null ? null : parseServedText(text)
  if (files === null) return null
  const folder = staging.folderOf(copyOf(deployment, files))
  const inputs = sampleInputs(await server.describe(deployment, call), await exampleIn(folder))
  if (inputs === null) return text
  const answer = inferred.safeParse(await server.infer(deployment, inputs, call)).data
  return answer?.model_version === versionOfRef(files.ref) ? text : null
}

const exampleBytesMax = 256 * 1024

async function exampleIn(folder: string): Promise<string | null> {
  try {
    const content = await readFile(join(folder, exampleFile))
    return content.byteLength > exampleBytesMax ? null : content.toString('utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
