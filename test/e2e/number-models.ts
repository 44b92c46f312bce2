import { join } from 'node:path'
import { runPython } from '../../tools/launch/python.ts'
import type { MeasuredModel } from '../support/measured-models.ts'
import { temporaryFolder } from '../support/tools.ts'
import { putVersionFiles } from './version-files.ts'

/** Models that answer the numbers 2 to 4, each in a folder of `folder` that is named by its number. */
export interface NumberModels {
  readonly folder: string
  /** Gives each version but the first, which no server can load, the files of the one that answers the version's own number. */
  upload(model: MeasuredModel): Promise<void>
}

/** Trains them. */
export async function numberModels(): Promise<NumberModels> {
  const folder = temporaryFolder('constants')
  await runPython('mlflow', join(import.meta.dirname, '../deployments/constants.py'), [folder, '2', '3', '4'])
  return {
    folder,
    async upload({ versions }) {
      for (const { modelId, version } of versions.slice(1)) await putVersionFiles(modelId, join(folder, version))
    },
  }
}

/** What a caller of an endpoint at a server is answered: the version says its number. Null where nothing answers. */
export async function answeredBy(
  url: string,
  deployment: string,
): Promise<{ readonly version: string; readonly value: number } | null> {
  const input = { name: 'input-0', datatype: 'FP64', shape: [1, 3], data: [0, 0, 0] }
  const reply = await fetch(`${url}/v2/models/${deployment}/infer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: [input] }),
  })
  const text = await reply.text()
  if (reply.status !== 200) return null
  const body: { readonly model_version: string; readonly outputs: readonly { readonly data: readonly number[] }[] } =
    JSON.parse(text)
  return { version: body.model_version, value: body.outputs[0]?.data[0] ?? Number.NaN }
}
