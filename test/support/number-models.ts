import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runPython } from '../../tools/launch/python.ts'
import { folderFiles } from '../deployments/folder-files.ts'
import type { MeasuredModel } from './measured-models.ts'
import { type MlflowWriter, textAt } from './seed-mlflow.ts'
import { temporaryFolder } from './tools.ts'

const script = join(import.meta.dirname, '../deployments/constants.py')

/**
 * Gives each version but the first, which no server can load, the files of a model that answers the version's own number.
 * Answers what to call once the versions are there.
 */
export async function numberModels(
  writer: MlflowWriter,
  numbers: readonly string[],
): Promise<(model: MeasuredModel) => Promise<void>> {
  const made = temporaryFolder('constants')
  await runPython('mlflow', script, [made, ...numbers])
  return async ({ versions }) => {
    for (const { modelId, version } of versions.slice(1)) {
      const reply = await writer.get(`/logged-models/${modelId}`)
      const to = textAt(reply, 'model', 'info', 'artifact_uri').replace(/^mlflow-artifacts:\/+/, '')
      const from = join(made, version)
      const paths = await folderFiles(from).paths({ signal: AbortSignal.timeout(60_000), requestId: 'test' })
      for (const path of paths) await writer.put(`${to}/${path}`, readFileSync(join(from, path)))
    }
  }
}
