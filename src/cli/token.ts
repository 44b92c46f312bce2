import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Action, actions, type Role, roles, type Tokens } from '../access/index.ts'
import { commandLineActor } from '../kernel/actor.ts'
import { type ConfigOption, configOption, nextCommand, storeConfigured } from './config-option.ts'
import { exitCodes } from './exit-codes.ts'
import { isoTime, processOutput, table } from './output.ts'

interface CreateOptions extends ConfigOption {
  readonly json?: boolean
  readonly name: string
  readonly role?: readonly Role[]
  readonly team?: readonly string[]
  readonly clearance?: number
  readonly region?: readonly string[]
  readonly scope?: readonly Action[]
  readonly owner?: string
  readonly days: number | null
}

/** `modelwarden token`: makes, lists and ends tokens, also beside a running server. */
export function addToken(program: Command): void {
  const token = program.command('token').description('make, list and revoke tokens')
  addCreate(token)
  addList(token)
  addRevoke(token)
}

function addCreate(token: Command): void {
  token
    .command('create')
    .description('make a token; it is printed once and kept as a hash only')
    .addOption(configOption())
    .requiredOption('-n, --name <name>', 'who or what will use it')
    .addOption(manyOf('-r, --role <role>', 'what it may do; may be given again (default: viewer)', roles))
    .addOption(manyOf('--scope <action>', 'narrows it to this action; may be given again', actions))
    .addOption(manyOf('--team <team>', 'team that it belongs to; may be given again'))
    .addOption(manyOf('--region <region>', 'region that it reads from; may be given again'))
    .addOption(
      new Option('--clearance <level>', 'the most sensitive that it may read (default: 1)')
        .choices(['0', '1', '2', '3', '4'])
        .argParser(parseClearance),
    )
    .option('--owner <name>', 'user who answers for it; makes it the token of a service account')
    .option('-d, --days <number>', 'days until it ends, or "never"', parseDays, 90)
    .option('--json', 'print as JSON')
    .action((options: CreateOptions) =>
      withTokens(options, async (tokens) => {
        const made = await tokens.create(requestOf(options))
        if (!options.json) return processOutput.data(made.token)
        processOutput.data(
          JSON.stringify({
            id: made.row.id,
            name: options.name,
            kind: made.row.kind,
            roles: made.row.roles,
            expiresAt: isoTime(made.row.expiresAt),
            token: made.token,
          }),
        )
      }),
    )
}

function requestOf({ name, role = ['viewer'], team, clearance, region, scope, owner, days }: CreateOptions) {
  return {
    principalName: name,
    roles: role,
    lifetimeMs: days === null ? null : days * 86_400_000,
    by: commandLineActor,
    ...(team === undefined ? {} : { teams: team }),
    ...(clearance === undefined ? {} : { clearance }),
    ...(region === undefined ? {} : { regions: region }),
    ...(scope === undefined ? {} : { scopes: scope }),
    ...(owner === undefined ? {} : { ownerName: owner }),
  }
}

function addList(token: Command): void {
  token
    .command('list')
    .description('list tokens; never their text')
    .addOption(configOption())
    .option('--json', 'print as JSON')
    .action((options: { config?: string; json?: boolean }) =>
      withTokens(options, async (tokens) => {
        const rows = (await tokens.list()).map((row) => ({
          id: row.id,
          name: row.principalName,
          kind: row.kind,
          roles: row.roles,
          teams: row.teams,
          clearance: row.clearance,
          regions: row.regions,
          scopes: row.scopes,
          createdAt: isoTime(row.createdAt),
          expiresAt: isoTime(row.expiresAt),
          lastUsedAt: isoTime(row.lastUsedAt),
          revokedAt: isoTime(row.revokedAt),
        }))
        if (options.json) return processOutput.data(JSON.stringify(rows))
        if (rows.length === 0)
          return processOutput.say(
            `There is no token yet; the first start makes one, or: ${nextCommand(['token', 'create', '--name', 'NAME'], options)}`,
          )
        const cells = rows.map((row) => [
          row.id,
          row.name,
          row.roles.join(','),
          row.expiresAt ?? 'never',
          row.lastUsedAt ?? '-',
          row.revokedAt ?? '-',
        ])
        processOutput.data(table(['ID', 'NAME', 'ROLES', 'EXPIRES', 'LAST USED', 'REVOKED'], cells))
      }),
    )
}

function addRevoke(token: Command): void {
  token
    .command('revoke <id>')
    .description('end a token at once, on every replica')
    .addOption(configOption())
    .action((id: string, options: ConfigOption) =>
      withTokens(options, async (tokens) => {
        if (await tokens.revoke(id, commandLineActor)) return processOutput.say(`Token ${id} is revoked.`)
        processOutput.say(`No live token has the id ${id}; see: ${nextCommand(['token', 'list'], options)}`)
        process.exitCode = exitCodes.failed
      }),
    )
}

async function withTokens(options: ConfigOption, work: (tokens: Tokens) => Promise<void>): Promise<void> {
  const loaded = storeConfigured(options)
  const { openStore, openTokens } = await import('../compose-store.ts')
  await using store = await openStore(loaded)
  await work(openTokens(loaded, store))
}

/** An option that may be given several times. */
function manyOf(flags: string, description: string, choices?: readonly string[]): Option {
  const option = new Option(flags, description)
  if (choices !== undefined) option.choices(choices)
  return option.argParser((value: string, before: readonly string[] | undefined) => {
    if (choices !== undefined && !choices.includes(value))
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`)
    return [...(before ?? []), value]
  })
}

function parseClearance(text: string): number {
  if (/^[0-4]$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a level from 0 to 4.')
}

function parseDays(text: string): number | null {
  if (text === 'never') return null
  const days = Number(text)
  if (!Number.isFinite(days) || days <= 0 || days > 3_660)
    throw new InvalidArgumentError('Give a number of days up to 3660, or "never".')
  return days
}
