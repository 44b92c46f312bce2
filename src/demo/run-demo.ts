import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { installTools } from '../../tools/install.ts'
import { compose, type Gateway } from '../compose.ts'
import { createLogger } from '../telemetry/index.ts'
import { ask, type DemoAnswer } from './ask.ts'
import { gatewayConfig } from './gateway-config.ts'
import { report } from './report.ts'
import { type DemoStack, startStack } from './stack.ts'
import { trainModels } from './train.ts'

/** What the demo is asked. */
export interface DemoOptions {
  readonly once?: boolean
  readonly port?: number
  readonly data?: string
  readonly json?: boolean
}

/** Where the demo writes. */
export interface DemoOutput {
  data(line: string): void
  say(line: string): void
}

/** Runs the demo until it has answered (`once`) or is told to stop. Every child process ends with it. */
export async function runDemo(options: DemoOptions, output: DemoOutput): Promise<void> {
  const folder = dataFolder(options.data)
  const stopped = stopSignal()
  const resources: { stop(): Promise<void> }[] = []
  try {
    const ready = prepare(folder.path, options, output, resources)
    const answer = await Promise.race([ready, stopped.signalled])
    if (answer !== undefined && !options.once) await stopped.signalled
    // A stop during the preparation must not leave a tool behind that starts a moment later.
    await ready.catch(() => undefined)
  } finally {
    for (const resource of resources.toReversed()) await resource.stop()
    stopped.release()
    folder.remove()
  }
}

async function prepare(
  dataDir: string,
  options: DemoOptions,
  output: DemoOutput,
  resources: { stop(): Promise<void> }[],
): Promise<DemoAnswer> {
  const say = options.json ? output.say : output.data
  const steps = stepPrinter(say)
  await installTools(['services', 'mlflow'], { onProgress: steps })
  const stack = await startStack(dataDir, steps)
  resources.push(stack)
  await trainModels(dataDir, stack, steps)
  const gateway = await startGateway(dataDir, options.port ?? 0, stack, steps)
  resources.push({ stop: () => gateway.gateway.close() })
  const answer = await ask(gateway.gateway, gateway.url)
  report(answer, { ...options, json: options.json ?? false }, output)
  return answer
}

async function startGateway(
  dataDir: string,
  port: number,
  stack: DemoStack,
  say: (line: string) => void,
): Promise<{ gateway: Gateway; url: string }> {
  const serving = await stack.startServing()
  const loaded = gatewayConfig({ dataDir, port, stack, serving, logLevel: 'warn' })
  const gateway = await compose(loaded, { log: createLogger({ level: 'warn', destination: 'stderr' }) })
  const url = await gateway.listen(port)
  say(`Modelwarden answers at ${url}`)
  return { gateway, url }
}

function dataFolder(data: string | undefined): { path: string; remove(): void } {
  if (data === undefined) {
    const path = mkdtempSync(join(tmpdir(), 'modelwarden-demo-'))
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
  }
  const path = resolve(data)
  mkdirSync(path, { recursive: true })
  return { path, remove: () => undefined }
}

function stepPrinter(say: (line: string) => void): (line: string) => void {
  const begin = performance.now()
  return (line) => say(`[${((performance.now() - begin) / 1000).toFixed(1).padStart(6)} s] ${line}`)
}

/** The first signal stops in order; a second ends the process, whose children end with it. */
function stopSignal(): { signalled: Promise<undefined>; release(): void } {
  let resolveSignal: ((value: undefined) => void) | undefined
  const signalled = new Promise<undefined>((settle) => {
    resolveSignal = settle
  })
  let isStopping = false
  const onSignal = () => {
    if (isStopping) process.exit(130)
    isStopping = true
    resolveSignal?.(undefined)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    signalled,
    release() {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
