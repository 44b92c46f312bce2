import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { runPython } from '../../tools/launch/python.ts'
import { packageRoot } from '../kernel/package-version.ts'
import type { DemoStack } from './stack.ts'

const trainedModel = z.object({ model: z.string(), champion: z.string(), versions: z.array(z.string()) })
const line = z.union([z.object({ progress: z.string() }), z.object({ trained: z.array(trainedModel) })])

/** One model that the demo trained. */
export type TrainedModel = z.infer<typeof trainedModel>

const script = join(packageRoot(), 'tools', 'demo', 'train.py')

/**
 * Trains and registers the demo's models and lays out the model server's folder. A data folder
 * that was trained in before is used as it is.
 */
export async function trainModels(options: {
  readonly dataDir: string
  readonly stack: DemoStack
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}): Promise<readonly TrainedModel[]> {
  const { dataDir, stack, say, signal } = options
  const marker = join(dataDir, 'trained.json')
  if (existsSync(marker)) return z.array(trainedModel).parse(JSON.parse(readFileSync(marker, 'utf8')))
  let trained: readonly TrainedModel[] = []
  await runPython('mlflow', script, ['--repository', stack.repositoryDir], {
    cwd: dataDir,
    signal,
    env: { MLFLOW_TRACKING_URI: stack.mlflow.url, MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: 'false' },
    onLine: (text) => {
      const event = parseLine(text)
      if (event === undefined) return
      if ('progress' in event) say(event.progress)
      else trained = event.trained
    },
  })
  if (trained.length === 0)
    throw new Error(
      'Training ended without a result; run the demo again with --data DIR and read the logs in that folder.',
    )
  writeServingSettings(stack.repositoryDir, trained)
  writeFileSync(marker, JSON.stringify(trained))
  return trained
}

/** MLflow's own clients print to standard output too; what is not one of the script's objects is left out. */
function parseLine(text: string) {
  if (!text.startsWith('{')) return undefined
  return line.safeParse(JSON.parse(text)).data
}

/** Plain settings as somebody would write them by hand: the registered version is found by its bytes. */
function writeServingSettings(repositoryDir: string, trained: readonly TrainedModel[]): void {
  const served = [
    { name: trained[0]?.model ?? '', version: `v${trained[0]?.champion ?? ''}` },
    { name: 'wine-sorter', version: 'v1' },
  ]
  for (const { name, version } of served) {
    const settings = { name, implementation: 'mlserver_mlflow.MLflowRuntime', parameters: { uri: './model', version } }
    writeFileSync(join(repositoryDir, name, 'model-settings.json'), `${JSON.stringify(settings, null, 2)}\n`)
  }
}
