import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { installTools } from '../install.ts'
import { findInterpreter } from '../interpreter.ts'
import { runToEnd } from '../run-to-end.ts'
import { toolEnvironment } from './environment.ts'
import { freePort } from './free-port.ts'
import { type RunningTool, startProcess } from './process.ts'
import { httpProbe } from './ready.ts'

/** How to start one Triton. */
export interface TritonOptions {
  /** The model repository: one folder per model, with `config.pbtxt` and numbered folders. */
  readonly repositoryDir: string
  /** The HTTP port. */
  readonly port?: number
  /** Beside the repository unless given. */
  readonly logFile?: string
  /** Whether models leave compiled code beside their own, as they do on most machines. Not unless given. */
  readonly writesBytecode?: boolean
}

/** A started Triton; `url` is its HTTP address, which speaks the Open Inference Protocol. */
export interface RunningTriton extends RunningTool {
  readonly port: number
}

/** The backend that the wheel carries, completed by the process that runs models, which there is one of for each Python. */
function layOutBackends(server: string, { version, folder }: { readonly version: string; readonly folder: string }) {
  const backend = join(folder, 'python')
  mkdirSync(folder, { recursive: true })
  cpSync(join(server, 'backends', 'python'), backend, { recursive: true })
  const stub = 'triton_python_backend_stub'
  cpSync(join(server, 'python_backend_stubs', version, stub), join(backend, stub))
}

/**
 * Starts Triton on loopback without GPUs, with every model of the repository that it can load; further ones are loaded when
 * it is told to. It runs models in the Python of its environment, whose shared library (`libpython`) must be installed.
 */
export async function startTriton(options: TritonOptions): Promise<RunningTriton> {
  const { repositoryDir, logFile = `${repositoryDir}.log` } = options
  const { triton } = await installTools(['triton'])
  const { path: interpreter, version } = await findInterpreter()
  const packages = join(triton, 'lib', `python${version}`, 'site-packages')
  const server = join(packages, 'pytriton', 'tritonserver')
  const backends = `${repositoryDir}.backends`
  mkdirSync(repositoryDir, { recursive: true })
  layOutBackends(server, { version, folder: backends })
  const where = 'import sysconfig; print(sysconfig.get_config_var("LIBDIR"))'
  const [shared = ''] = await runToEnd([interpreter, '-c', where], { env: toolEnvironment() })
  const port = options.port ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const env = toolEnvironment({
    LD_LIBRARY_PATH: `${join(packages, 'nvidia_pytriton.libs')}:${shared}`,
    // Python takes the empty text for unset.
    ...(options.writesBytecode === true ? { PYTHONDONTWRITEBYTECODE: '' } : {}),
  })
  const tool = await startProcess({
    name: 'triton',
    command: [
      join(server, 'bin', 'tritonserver'),
      `--model-repository=${repositoryDir}`,
      `--backend-directory=${backends}`,
      '--model-control-mode=explicit',
      '--load-model=*',
      '--exit-on-error=false',
      '--http-address=127.0.0.1',
      `--http-port=${port}`,
      '--allow-grpc=false',
      '--allow-metrics=false',
      '--exit-timeout-secs=2',
    ],
    url,
    logFile,
    cwd: repositoryDir,
    // Models find the packages of the environment by the interpreter that is first on the path.
    env: { ...env, PATH: `${join(triton, 'bin')}:${env['PATH'] ?? ''}` },
    ready: httpProbe(`${url}/v2/health/live`),
  })
  return { ...tool, port }
}
