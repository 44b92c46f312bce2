import { type Action, actions, type Principal, type Rights, type Tokens } from '../access/index.ts'
import { type AuditDraft, type AuditedWork, actorOf } from '../audit/index.ts'
import type { TokenCaller, TokenService, TokenWish } from '../graphql/index.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'

/** What tokens are served with. */
export interface TokenServicePorts {
  readonly tokens: Pick<Tokens, 'list' | 'createFor' | 'revoke'>
  readonly rights: Pick<Rights, 'permits'>
  readonly audit: Pick<AuditedWork, 'record'>
}

const dayMs = 86_400_000
const daysMax = 366
const nameCharsMax = 100

/** Tokens for those who may have, see or end them. Everybody may see and end their own. What is refused is recorded. */
export function createTokenService({ tokens, rights, audit }: TokenServicePorts): TokenService {
  const noteRefusal = (caller: TokenCaller, action: Action, id: string) => audit.record([refusalOf(caller, action, id)])
  return {
    async list(principal) {
      const rows = await tokens.list()
      if (await rights.permits(principal, 'token:read')) return rows
      return rows.filter((row) => isOwn(row, principal))
    },
    async create(caller, wish) {
      if (!(await rights.permits(caller.principal, 'token:create'))) {
        await noteRefusal(caller, 'token:create', '*')
        return refuse(problem('FORBIDDEN', 'Making tokens needs the action token:create.'))
      }
      const read = readWish(wish)
      if (!read.ok) return read
      const made = await tokens.createFor(caller.principal, read.value, actorOf(caller.principal, caller.origin))
      if (made !== null) return succeed(made)
      await noteRefusal(caller, 'token:create', '*')
      const field = ['input', 'name']
      return refuse(problem('FORBIDDEN', 'Somebody else answers for the service account of this name.', { field }))
    },
    async revoke(caller, id) {
      const { principal, origin } = caller
      const row = (await tokens.list()).find((each) => each.id === id)
      const may = row !== undefined && (isOwn(row, principal) || (await rights.permits(principal, 'token:revoke')))
      if (!may) await noteRefusal(caller, 'token:revoke', row?.id ?? '*')
      const isDone = may && (await tokens.revoke(id, actorOf(principal, origin)))
      const after = isDone ? (await tokens.list()).find((each) => each.id === id) : undefined
      if (after !== undefined) return succeed(after)
      return refuse(problem('NOT_FOUND', 'No live token that you may end has this id.', { field: ['input', 'id'] }))
    },
  }
}

function isOwn(
  { holderId, creatorId }: { readonly holderId: string | null; readonly creatorId: string | null },
  { id }: Principal,
): boolean {
  return holderId === id || creatorId === id
}

function readWish({ name, days, scopes, serviceAccount }: TokenWish): Outcome<{
  readonly name: string
  readonly scopes: readonly Action[] | null
  readonly lifetimeMs: number
  readonly isServiceAccount: boolean
}> {
  const wrong = (field: string, message: string) =>
    refuse(problem('BAD_USER_INPUT', message, { field: ['input', field] }))
  const trimmed = name.trim()
  if (trimmed === '' || trimmed.length > nameCharsMax || /\p{C}/u.test(trimmed))
    return wrong('name', `A name has 1 to ${nameCharsMax} characters that can be printed.`)
  if (days < 1 || days > daysMax) return wrong('days', `A token ends after 1 to ${daysMax} days.`)
  const unknown = scopes?.find((scope) => !isAction(scope))
  if (unknown !== undefined) return wrong('scopes', 'There is no such action; `viewer { actions }` lists yours.')
  const narrowed = scopes === null ? null : scopes.filter(isAction)
  return succeed({ name: trimmed, scopes: narrowed, lifetimeMs: days * dayMs, isServiceAccount: serviceAccount })
}

function isAction(text: string): text is Action {
  return actions.some((action) => action === text)
}

function refusalOf({ principal, origin }: TokenCaller, action: Action, id: string): AuditDraft {
  const verb = action === 'token:create' ? 'create' : 'revoke'
  return {
    type: `gov.token.${verb}-denied.v1`,
    actor: actorOf(principal, origin),
    action,
    resource: { type: 'Token', id },
    decision: 'DENY',
  }
}
