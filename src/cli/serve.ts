import type { Command } from 'commander'
import { type ConfigOption, configOption, configured, nextCommand } from './config-option.ts'
import { processOutput } from './output.ts'
import { checkPort, parsePort } from './port.ts'
import { listenForStop } from './stop-signal.ts'
import { holdYoungHeap } from './young-heap.ts'

interface ServeOptions extends ConfigOption {
  readonly port?: number
}

/** `modelwarden serve`: runs the gateway until it is told to stop. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('run the gateway until SIGINT or SIGTERM; requests in flight are finished first')
    .addOption(configOption())
    .option('-p, --port <number>', 'port to listen on instead of the configured one', parsePort)
    .action(serve)
}

async function serve(options: ServeOptions): Promise<void> {
  const releaseYoungHeap = holdYoungHeap()
  const loaded = await configured(options)
  const { host, port } = loaded.config.server
  await checkPort({ host, port: options.port ?? port, isOption: options.port !== undefined })
  const { compose, holdStore } = await import('../compose.ts')
  const { createLogger } = await import('../telemetry/index.ts')
  const log = createLogger({ level: loaded.config.log.level, destination: 'stdout' })
  using _folder = holdStore(loaded)
  const gateway = await compose(loaded, { log })
  const stop = listenForStop()
  try {
    const url = await gateway.listen(options.port)
    releaseYoungHeap()
    announce(url, await gateway.tokens.createFirst('admin'), options)
    log.info({ url, sources: gateway.sources.all().map((source) => source.id), origin: loaded.origin }, 'serving')
    await stop.signalled
    log.info('stopping; requests in flight are finished first')
  } finally {
    await gateway.close()
    stop.release()
  }
}

function announce(url: string, token: string | undefined, options: ServeOptions): void {
  const create = (role: string) => nextCommand(['token', 'create', '--name', 'NAME', '--role', role], options)
  const lines =
    token === undefined
      ? [`Make a token with: ${create('administrator')}`]
      : [
          `Administrator token, shown once and valid for 24 hours: ${token}`,
          `Make lasting ones with: ${create('viewer')}`,
        ]
  const text = [`Modelwarden answers at ${url}/graphql`, ...lines, 'Ctrl-C stops it.']
  processOutput.say(['', ...text.map((line) => `  ${line}`), ''].join('\n'))
}
