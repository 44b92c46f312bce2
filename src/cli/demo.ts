import type { Command } from 'commander'
import { nextCommand } from './config-option.ts'
import { processOutput } from './output.ts'
import { checkPort, parsePort } from './port.ts'
import { listenForStop } from './stop-signal.ts'

/** `modelwarden demo`: the gateway on real tools with real models. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('start real tools on this machine, train and register models, and put the gateway in front of them')
    .option('--once', 'exit after the answer')
    .option('-p, --port <number>', 'port of the gateway (default: a free one)', parsePort)
    .option(
      '-d, --data <folder>',
      'folder that keeps everything; used again when given again (default: a temporary one)',
    )
    .option('--json', 'print one line of JSON with the whole answer when ready; everything else goes to standard error')
    .action(async (options: { once?: boolean; port?: number; data?: string; json?: boolean }) => {
      if (options.port !== undefined) await checkPort({ host: '127.0.0.1', port: options.port, isOption: true })
      const { runDemo } = await import('../demo/run-demo.ts')
      const stop = listenForStop()
      try {
        await runDemo({ ...options, initCommand: nextCommand(['init']) }, processOutput, stop.signalled)
      } finally {
        stop.release()
      }
    })
}
