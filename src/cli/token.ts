import { type Command, InvalidArgumentError, Option } from 'commander'
import { createTokens, type Role, roles, type Tokens } from '../access/index.ts'
import { commandLineActor as by } from '../kernel/actor.ts'
import { systemClock } from '../kernel/clock.ts'
import { type ConfigOption, configOption, nextCommand, storeConfigured } from './config-option.ts'
import { exitCodes } from './exit-codes.ts'
import { processOutput, table } from './output.ts'

interface CreateOptions extends ConfigOption {
  readonly json?: boolean
  readonly name: string
  readonly role: Role
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
    .addOption(new Option('-r, --role <role>', 'what it may do').choices(roles).default('viewer'))
    .option('-d, --days <number>', 'days until it ends, or "never"', parseDays, 90)
    .option('--json', 'print as JSON')
    .action((options: CreateOptions) =>
      withTokens(options, async (tokens) => {
        const lifetimeMs = options.days === null ? null : options.days * 86_400_000
        const made = await tokens.create({ principalName: options.name, roles: [options.role], lifetimeMs, by })
        if (!options.json) return processOutput.data(made.token)
        processOutput.data(
          JSON.stringify({
            id: made.row.id,
            name: options.name,
            role: options.role,
            expiresAt: iso(made.row.expiresAt),
            token: made.token,
          }),
        )
      }),
    )
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
          roles: row.roles,
          createdAt: iso(row.createdAt),
          expiresAt: iso(row.expiresAt),
          lastUsedAt: iso(row.lastUsedAt),
          revokedAt: iso(row.revokedAt),
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
        if (await tokens.revoke(id, by)) return processOutput.say(`Token ${id} is revoked.`)
        processOutput.say(`No live token has the id ${id}; see: ${nextCommand(['token', 'list'], options)}`)
        process.exitCode = exitCodes.failed
      }),
    )
}

async function withTokens(options: ConfigOption, work: (tokens: Tokens) => Promise<void>): Promise<void> {
  const loaded = storeConfigured(options)
  const { openStore } = await import('../compose.ts')
  await using store = await openStore(loaded)
  await work(createTokens({ store: store.tokens, clock: systemClock }))
}

function parseDays(text: string): number | null {
  if (text === 'never') return null
  const days = Number(text)
  if (!Number.isFinite(days) || days <= 0 || days > 3_660)
    throw new InvalidArgumentError('Give a number of days up to 3660, or "never".')
  return days
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
