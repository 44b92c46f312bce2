import { createReadStream, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { installTools } from '../../tools/install.ts'
import { toolEnvironment } from '../../tools/launch/environment.ts'
import { runToEnd } from '../../tools/run-to-end.ts'
import { afterFile, sharedTools, temporaryFolder } from './tools.ts'

/** Trains nothing to speak of, and logs it as people do; what it needs of MLflow is all that it imports. */
const trainingScript = `
import json, platform, random, sys
import mlflow
from mlflow.data.http_dataset_source import HTTPDatasetSource
from mlflow.data.meta_dataset import MetaDataset

depth = int(sys.argv[sys.argv.index('--depth') + 1])
random.seed(depth)
with mlflow.start_run() as run:
    data = MetaDataset(HTTPDatasetSource('https://data.example/loans.csv'), name='loans', digest='0a1b2c3d')
    mlflow.log_input(data, context='training')
    mlflow.log_params({'depth': depth, 'seed': depth})
    mlflow.log_metric('loss', random.random())
    mlflow.log_text('# nothing but the standard library\\n', 'requirements.txt')
    mlflow.log_text(f'python: {platform.python_version()}\\n', 'python_env.yaml')
    mlflow.set_tags({'modelwarden.arguments': json.dumps(sys.argv[1:]), 'mlflow.source.git.dirty': 'false'})
    print('run', run.info.run_id)
`

const project = `name: risk
entry_points:
  main:
    parameters:
      depth: {type: int, default: 1}
    command: "python models/train.py --depth {depth}"
`

/** A repository with a script that trains, and Python with MLflow's client to run it. */
export interface TrainingRepository {
  /** Where anybody clones it from. */
  readonly url: string
  /** The same repository as git reads it from the disk. */
  readonly fileUrl: string
  readonly commit: string
  /** A checkout in which somebody works. */
  readonly checkout: string
  /** Runs a command as a person with MLflow installed would; gives the ids of the runs that it made. */
  train(command: readonly string[], cwd: string): Promise<readonly string[]>
}

/** Makes the repository and serves it on loopback until the test file ends. */
export async function trainingRepository(): Promise<TrainingRepository> {
  const folders = await installTools(['mlflow'])
  const bin = join(folders.mlflow, 'bin')
  const identity = { GIT_AUTHOR_NAME: 'dana', GIT_AUTHOR_EMAIL: 'dana@risk.example' }
  const env = toolEnvironment({
    ...identity,
    GIT_COMMITTER_NAME: 'dana',
    GIT_COMMITTER_EMAIL: 'dana@risk.example',
    GIT_CONFIG_GLOBAL: '/dev/null',
    MLFLOW_TRACKING_URI: sharedTools().mlflowUrl,
    MLFLOW_DISABLE_TELEMETRY: 'true',
    // A virtual environment made from an empty list of packages finds MLflow here, so nothing is downloaded.
    PYTHONPATH: (
      await runToEnd([join(bin, 'python'), '-c', 'import site; print(site.getsitepackages()[0])'], {
        env: toolEnvironment(),
      })
    ).join(''),
  })
  const withTools = { ...env, PATH: `${bin}:${env['PATH'] ?? ''}` }
  const root = temporaryFolder('repository')
  const checkout = join(root, 'work', 'risk')
  const url = `${await serveFolder(root)}/risk.git`
  mkdirSync(join(checkout, 'models'), { recursive: true })
  writeFileSync(join(checkout, 'models', 'train.py'), trainingScript)
  writeFileSync(join(checkout, 'MLproject'), project)
  const git = (...args: readonly string[]) => runToEnd(['git', ...args], { env: withTools, cwd: checkout })
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '.')
  await git('commit', '--quiet', '--message=Train')
  await git('remote', 'add', 'origin', url)
  await git('clone', '--quiet', '--bare', '.', join(root, 'risk.git'))
  await runToEnd(['git', 'update-server-info'], { env: withTools, cwd: join(root, 'risk.git') })
  const [commit = ''] = await git('rev-parse', 'HEAD')
  return {
    url,
    fileUrl: `file://${join(root, 'risk.git')}`,
    commit,
    checkout,
    async train(command, cwd) {
      const lines = await runToEnd(command, { env: withTools, cwd })
      return lines.flatMap((line) => /^run (\w{32})$/.exec(line)?.[1] ?? [])
    },
  }
}

/** The files of a bare repository are all that git needs to clone it over HTTP. */
async function serveFolder(root: string): Promise<string> {
  const server = createServer((request, reply) => {
    const path = join(root, new URL(request.url ?? '/', 'http://localhost').pathname)
    if (existsSync(path) && statSync(path).isFile()) createReadStream(path).pipe(reply)
    else reply.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  afterFile(() => new Promise<void>((closed) => server.close(() => closed())))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given')
  return `http://127.0.0.1:${address.port}`
}
