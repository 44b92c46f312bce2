import { installTools } from '../../tools/install.ts'
import { compose, type Gateway } from '../compose.ts'
import { createLogger } from '../telemetry/index.ts'
import { ask, type DemoAnswer } from './ask.ts'
import { openDataFolder } from './data-folder.ts'
import { gatewayConfig } from './gateway-config.ts'
import type { DemoOptions, DemoOutput } from './options.ts'
import { report } from './report.ts'
import { type DemoStack, startStack } from './stack.ts'
import { trainModels } from './train.ts'

/** Runs the demo until it has answered (`once`) or is told to stop. Every child process ends with it. */
export async function runDemo(options: DemoOptions, output: DemoOutput, stop: Promise<'stop'>): Promise<void> {
  using folder = openDataFolder(options.data)
  const resources: { stop(): Promise<void> }[] = []
  try {
    const stopping = new AbortController()
    const ready = prepare({ dataDir: folder.path, options, output, resources, signal: stopping.signal })
    const first = await Promise.race([ready, stop])
    if (first === 'stop') {
      stopping.abort(new Error('The demo was stopped.'))
      // Waited for, so that no tool starts a moment after the others were stopped.
      await ready.catch(() => undefined)
    } else if (!options.once) await stop
  } finally {
    for (const resource of resources.toReversed()) await resource.stop()
  }
}

interface Preparation {
  readonly dataDir: string
  readonly options: DemoOptions
  readonly output: DemoOutput
  /** Filled with what was started, in that order. */
  readonly resources: { stop(): Promise<void> }[]
  readonly signal: AbortSignal
}

async function prepare({ dataDir, options, output, resources, signal }: Preparation): Promise<DemoAnswer> {
  const steps = stepPrinter(options.json ? output.say : output.data, signal)
  await installTools(['services', 'mlflow'], { onProgress: steps })
  const stack = await startStack(dataDir, steps)
  resources.push(stack)
  await trainModels({ dataDir, stack, say: steps, signal })
  const { gateway, url } = await startGateway({ dataDir, port: options.port ?? 0, stack, say: steps, resources })
  const answer = await ask(gateway, url)
  report(answer, { ...options, json: options.json ?? false }, output)
  return answer
}

async function startGateway(options: {
  readonly dataDir: string
  readonly port: number
  readonly stack: DemoStack
  readonly say: (line: string) => void
  readonly resources: { stop(): Promise<void> }[]
}): Promise<{ gateway: Gateway; url: string }> {
  const { dataDir, port, stack } = options
  const serving = await stack.startServing()
  const loaded = gatewayConfig({ dataDir, port, stack, serving, logLevel: 'warn' })
  const gateway = await compose(loaded, { log: createLogger({ level: 'warn', destination: 'stderr' }) })
  options.resources.push({ stop: () => gateway.close() })
  const url = await gateway.listen()
  options.say(`Modelwarden answers at ${url}`)
  return { gateway, url }
}

/** Prints a step with the seconds since the start. Throws once the demo is being stopped: between two steps is where it can end. */
function stepPrinter(say: (line: string) => void, signal: AbortSignal): (line: string) => void {
  const begin = performance.now()
  return (line) => {
    signal.throwIfAborted()
    say(`[${((performance.now() - begin) / 1000).toFixed(1).padStart(6)} s] ${line}`)
  }
}
