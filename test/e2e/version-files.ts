import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderFiles } from '../deployments/folder-files.ts'
import { textAt } from '../support/seed-mlflow.ts'
import { writer } from './approval-world.ts'

/** Puts the files of a folder beside those that a logged model of the shared MLflow has. */
export async function putVersionFiles(modelId: string, folder: string): Promise<void> {
  const reply = await writer.get(`/logged-models/${modelId}`)
  const to = textAt(reply, 'model', 'info', 'artifact_uri').replace(/^mlflow-artifacts:\/+/, '')
  const paths = await folderFiles(folder).paths({ signal: AbortSignal.timeout(60_000), requestId: 'test' })
  for (const path of paths) await writer.put(`${to}/${path}`, readFileSync(join(folder, path)))
}
