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
