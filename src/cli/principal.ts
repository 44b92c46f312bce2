import type { Command } from 'commander'
import type { ListedPrincipal, PrincipalResult } from '../access/index.ts'
import type { Principals } from '../compose-store.ts'
import { commandLineActor } from '../kernel/actor.ts'
import { type ConfigOption, configOption, nextCommand, storeConfigured } from './config-option.ts'
import { exitCodes } from './exit-codes.ts'
import { isoTime, processOutput, table } from './output.ts'

interface ChangeOptions extends ConfigOption {
  readonly reason?: string
  readonly force?: boolean
  readonly json?: boolean
}

/** `modelwarden principal`: lists people and service accounts, keeps them out and lets them in, also beside a running server. */
export function addPrincipal(program: Command): void {
  const principal = program
    .command('principal')
    .description('list people and service accounts, keep them out, and let them in again')
  addList(principal)
  addChange(principal, 'deactivate')
    .description('stop every token, session and login of a person or service account at once, on every replica')
    .option('--force', 'also the last who may change rights, and whatever the groups file says')
    .addHelpText(
      'after',
      '\nService accounts that they answer for are stopped with them. Sessions end for good; tokens rest. Grants stay.',
    )
    .action((who: string, options: ChangeOptions) => deactivate(who, options))
  addChange(principal, 'reactivate')
    .description('let a person or service account in again, with the tokens that have not ended')
    .action((who: string, options: ChangeOptions) => reactivate(who, options))
}

function addChange(principal: Command, verb: string): Command {
  return principal
    .command(`${verb} <who>`)
    .addOption(configOption())
    .option('--reason <text>', 'why, for the audit trail')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nWHO is an id of "principal list", or a name that only one has. An id that begins with a dash goes after --.',
    )
}

function addList(principal: Command): void {
  principal
    .command('list')
    .description('list everybody who has come in, or has a token')
    .addOption(configOption())
    .option('--json', 'print as JSON')
    .action((options: ConfigOption & { readonly json?: boolean }) =>
      withPrincipals(options, async (principals) => {
        const all = await principals.list()
        if (options.json) return processOutput.data(JSON.stringify(all.map(shown)))
        const cells = all.map((each) => [
          each.id,
          each.kind,
          each.name,
          each.isOwn ? '-' : each.issuer,
          isoTime(each.lastSeenAt) ?? '-',
          isoTime(each.deactivatedAt) ?? (each.isDeactivatedByFile ? 'groups file' : '-'),
        ])
        processOutput.data(table(['ID', 'KIND', 'NAME', 'ISSUER', 'LAST SEEN', 'DEACTIVATED'], cells))
      }),
    )
}

function deactivate(who: string, options: ChangeOptions): Promise<void> {
  return changeOf(who, options, async (principals, id) => {
    const result = await principals.deactivate(commandLineActor, { id, reason: options.reason ?? null })
    if (result.kind === 'LAST') return refuseLast(result, options)
    if (result.kind === 'UNKNOWN') return refuseUnknown(who, options)
    const { principal, kind } = result
    if (options.json) return processOutput.data(JSON.stringify({ ...shown(principal), changed: kind === 'DONE' }))
    if (kind === 'ALREADY') return processOutput.say(`${nameOf(principal)} was deactivated before.`)
    const accounts = (await principals.list()).filter(({ ownerId }) => ownerId === id).map(({ name }) => name)
    const more = accounts.length === 0 ? '' : ` Stopped with them, since they answer for it: ${accounts.join(', ')}.`
    processOutput.say(`${nameOf(principal)} is deactivated.${more}`)
  })
}

function reactivate(who: string, options: ChangeOptions): Promise<void> {
  return changeOf(who, options, async (principals, id) => {
    const result = await principals.reactivate(commandLineActor, { id, reason: options.reason ?? null })
    if (result.kind === 'UNKNOWN' || result.kind === 'LAST') return refuseUnknown(who, options)
    const { principal, kind } = result
    if (principal.isDeactivatedByFile) {
      processOutput.say(`${nameOf(principal)} stays out as long as the groups file lists them under "deactivated".`)
      process.exitCode = exitCodes.failed
    }
    if (options.json) return processOutput.data(JSON.stringify({ ...shown(principal), changed: kind === 'DONE' }))
    if (principal.isDeactivatedByFile) return
    processOutput.say(`${nameOf(principal)} ${kind === 'DONE' ? 'is active again' : 'was not deactivated'}.`)
  })
}

/** Finds whom an id or a name means, and does it. */
function changeOf(
  who: string,
  options: ChangeOptions,
  work: (principals: Principals, id: string) => Promise<void>,
): Promise<void> {
  return withPrincipals(options, async (principals) => {
    const all = await principals.list()
    const found = all.filter(({ id }) => id === who)
    const meant = found.length > 0 ? found : all.filter(({ name }) => name === who)
    const [one, ...others] = meant
    if (one === undefined) return refuseUnknown(who, options)
    if (others.length === 0) return work(principals, one.id)
    const list = meant.map((each) => `  ${each.id}  ${each.kind}  ${each.isOwn ? 'of this gateway' : each.issuer}`)
    processOutput.say([`Several are called ${who}; name one by its id:`, ...list].join('\n'))
    process.exitCode = exitCodes.failed
  })
}

function refuseUnknown(who: string, options: ConfigOption): void {
  processOutput.say(`Nobody has the id or the name ${who}; see: ${nextCommand(['principal', 'list'], options)}`)
  process.exitCode = exitCodes.failed
}

function refuseLast({ principal, actions }: Extract<PrincipalResult, { kind: 'LAST' }>, options: ConfigOption): void {
  const create = nextCommand(['token', 'create', '--name', 'NAME', '--role', 'policy-steward'], options)
  processOutput.say(
    `Without ${nameOf(principal)} nobody could do this any more: ${actions.join(', ')}. Let somebody else in first (${create}), or add --force.`,
  )
  process.exitCode = exitCodes.failed
}

async function withPrincipals(options: ChangeOptions, work: (principals: Principals) => Promise<void>): Promise<void> {
  const loaded = storeConfigured(options)
  const { openPrincipals, openStore } = await import('../compose-store.ts')
  const { createLogger } = await import('../telemetry/index.ts')
  const log = createLogger({ level: 'warn', destination: 'stderr' })
  await using store = await openStore(loaded)
  await work(openPrincipals(loaded, store, { log, isForced: options.force ?? false }))
}

function shown(principal: ListedPrincipal) {
  const { id, kind, name, isOwn, issuer, subject, ownerId, lastSeenAt, deactivatedAt, isDeactivatedByFile } = principal
  const times = { lastSeenAt: isoTime(lastSeenAt), deactivatedAt: isoTime(deactivatedAt), isDeactivatedByFile }
  return { id, kind, name, issuer: isOwn ? null : issuer, subject, ownerId, ...times }
}

function nameOf({ name, id }: ListedPrincipal): string {
  return name === id ? id : `${name} (${id})`
}
