import type { Command } from 'commander'
import type { HookReport } from '../compose.ts'
import { type ConfigOption, configOption, configured } from './config-option.ts'
import { exitCodes } from './exit-codes.ts'
import { isoTime, processOutput, table } from './output.ts'

interface HookOptions extends ConfigOption {
  readonly json?: boolean
}

type Verb = 'list' | 'register' | 'remove'

/** `modelwarden hooks`: the webhooks by which tools tell the gateway what changed, also beside a running server. */
export function addHooks(program: Command): void {
  const hooks = program.command('hooks').description('the webhooks by which tools tell the gateway what changed')
  addVerb(hooks, 'list', 'tell whether each tool has the webhook of this gateway, and when its last event came')
  addVerb(hooks, 'register', 'register the webhook of this gateway, or mend it; doing it again changes nothing')
  addVerb(hooks, 'remove', 'take the webhook of this gateway away from the tools, and no other')
}

function addVerb(hooks: Command, verb: Verb, description: string): void {
  hooks
    .command(`${verb} [source...]`)
    .description(description)
    .addOption(configOption())
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nEvents are sent to server.publicUrl, or to webhooks.url of the source. Exits 1 when a tool has no webhook for us.',
    )
    .action((names: string[], options: HookOptions) => run(verb, names, options))
}

async function run(verb: Verb, names: readonly string[], options: HookOptions): Promise<void> {
  const loaded = await configured(options)
  const { openHookCommands } = await import('../compose.ts')
  const { createLogger } = await import('../telemetry/index.ts')
  await using commands = await openHookCommands(loaded, {
    log: createLogger({ level: 'error', destination: 'stderr' }),
  })
  const unknown = names.filter((name) => !commands.sources.includes(name))
  if (unknown.length > 0) {
    const known = commands.sources.length === 0 ? 'there is none' : `those are ${commands.sources.join(', ')}`
    processOutput.say(`No source that can send events is called ${unknown.join(', ')}; ${known}.`)
    process.exitCode = exitCodes.unusable
    return
  }
  const reports: HookReport[] = []
  for await (const report of commands.run(verb, names.length === 0 ? commands.sources : names)) reports.push(report)
  processOutput.data(options.json ? JSON.stringify(reports.map(shown)) : asTable(reports))
  if (reports.some((report) => isBad(verb, report))) process.exitCode = exitCodes.failed
}

function isBad(verb: Verb, { state }: HookReport): boolean {
  return verb === 'remove' ? state === 'REFUSED' || state === 'UNREACHABLE' : state !== 'REGISTERED'
}

function asTable(reports: readonly HookReport[]): string {
  const cells = reports.map(({ source, workspace, state, url, lastEventAt }) => [
    source,
    workspace === '' ? '-' : workspace,
    state,
    url,
    isoTime(lastEventAt) ?? '-',
  ])
  const remedies = new Set(reports.flatMap(({ source, remedy }) => (remedy === null ? [] : `${source}: ${remedy}`)))
  return [table(['SOURCE', 'WORKSPACE', 'STATE', 'URL', 'LAST EVENT'], cells), ...remedies].join('\n')
}

function shown({ lastEventAt, ...report }: HookReport) {
  return { ...report, lastEventAt: isoTime(lastEventAt) }
}
