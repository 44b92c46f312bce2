import type { GrantCommand, GrantConfirmation } from '../access/index.ts'
import { isNamespaceScope, scopeTypes } from '../access/index.ts'
import type { Grant, GrantHolder, Role, ScopeType } from '../access/types.ts'
import { eventSourceId } from '../kernel/event-source.ts'
import { fromGlobalId } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import type { GraphContext } from './context.ts'
import type {
  GrantHolderInput,
  GrantInput,
  GrantScopeInput,
  GrantScopeType,
  Role as RoleName,
} from './generated/types.ts'

/** What a mutation `grant` asks for. */
export type GrantWish =
  | { readonly kind: 'NEW'; readonly command: GrantCommand }
  | { readonly kind: 'CONFIRM'; readonly command: GrantConfirmation }

const reasonLengthMax = 2_000
const idLengthMax = 512

/** Reads the input of `grant`. Refuses with BAD_USER_INPUT, and with NOT_FOUND or AMBIGUOUS_REF for its scope. */
export async function grantWish(context: GraphContext, input: GrantInput): Promise<Outcome<GrantWish>> {
  const { holder, role, scope, expiresAt, confirms } = input
  const reason = reasonOf(input.reason)
  if (!reason.ok) return reason
  if (confirms != null) {
    if (holder != null || role != null || scope != null || expiresAt != null) return refuse(beside)
    const id = grantIdOf(confirms)
    return id === null
      ? refuse(noGrant(['confirms']))
      : succeed({ kind: 'CONFIRM', command: { id, reason: reason.value } })
  }
  if (holder == null || role == null || scope == null) return refuse(incomplete)
  if (reason.value === null)
    return refuse(problem('BAD_USER_INPUT', 'A grant needs a `reason`.', { field: ['reason'] }))
  const who = holderOf(holder)
  if (!who.ok) return who
  const where = await scopeOf(context, scope)
  if (!where.ok) return where
  const command = { holder: who.value, scope: where.value, expiresAt: expiresAt ?? null, reason: reason.value }
  return succeed({ kind: 'NEW', command: { ...command, role: roleOf(role) } })
}

const beside = problem(
  'BAD_USER_INPUT',
  '`confirms` takes the grant as it was asked for; only `reason` may stand beside it.',
  {
    field: ['confirms'],
  },
)
const incomplete = problem('BAD_USER_INPUT', 'A grant needs `holder`, `role` and `scope`, or `confirms` alone.')

/** There is no such grant that the caller may see. */
export function noGrant(field: readonly string[]): Problem {
  return problem('NOT_FOUND', 'There is no such grant.', { field })
}

/** A reason without white space around it; null when none was given. Refuses with BAD_USER_INPUT. */
export function reasonOf(given: string | null | undefined): Outcome<string | null> {
  const reason = given?.trim() ?? ''
  if (reason.length <= reasonLengthMax && reason.isWellFormed()) return succeed(reason === '' ? null : reason)
  const message = `A reason has at most ${reasonLengthMax} characters.`
  return refuse(problem('BAD_USER_INPUT', message, { field: ['reason'] }))
}

/** The id of a grant within a global id; null when it is none. */
export function grantIdOf(id: string): string | null {
  const named = fromGlobalId(id)
  return named?.kind === 'Grant' ? named.uid : null
}

/** The API's name for a role. */
export function roleName(role: Role): RoleName {
  // The enum of the schema lists the same roles; a test compares them.
  return role.toUpperCase().replaceAll('-', '_') as RoleName
}

/** See {@link roleName}. */
export function roleOf(name: RoleName): Role {
  return name.toLowerCase().replaceAll('_', '-') as Role
}

/** The API's name for a kind of scope. */
export function scopeTypeName(type: ScopeType): GrantScopeType {
  return type.toUpperCase() as GrantScopeType
}

/** Reads who holds a grant. Refuses with BAD_USER_INPUT. */
export function holderOf({ type, id }: GrantHolderInput): Outcome<GrantHolder> {
  if (isName(id)) return succeed({ type, id })
  return refuse(
    problem('BAD_USER_INPUT', 'This is no id of a principal and no name of a team.', { field: ['holder', 'id'] }),
  )
}

/** Finds what a scope names, as far as the caller may see it. Refuses with BAD_USER_INPUT, NOT_FOUND or AMBIGUOUS_REF. */
export async function scopeOf(context: GraphContext, input: GrantScopeInput): Promise<Outcome<Grant['scope']>> {
  const type = scopeTypes.find((candidate) => scopeTypeName(candidate) === input.type) ?? 'Organization'
  const { id, ref, source } = input
  if (type === 'Organization') {
    if (id != null || ref != null)
      return refuse(problem('BAD_USER_INPUT', 'The organisation has neither `id` nor `ref`.', { field: ['scope'] }))
    return succeed({ type, id: 'main' })
  }
  if (type === 'Model' || type === 'Experiment' || type === 'Dataset')
    return objectScope(context, type, ref ?? id, source)
  if (id == null || ref != null || !isName(id))
    return refuse(problem('BAD_USER_INPUT', 'This scope is named by its `id`.', { field: ['scope', 'id'] }))
  if (type === 'Namespace') return isNamespaceScope(id) ? succeed({ type, id }) : refuse(noNamespace)
  return type === 'Team' ? succeed({ type, id }) : containerScope(context, type, id)
}

const noNamespace = problem(
  'BAD_USER_INPUT',
  'A `*` stands at the end of a namespace only, after one of / : . - _ and not too many of those, or alone.',
  { field: ['scope', 'id'] },
)

async function objectScope(
  { services, call }: GraphContext,
  type: 'Model' | 'Experiment' | 'Dataset',
  ref: string | null | undefined,
  source: string | null | undefined,
): Promise<Outcome<Grant['scope']>> {
  if (ref == null)
    return refuse(problem('BAD_USER_INPUT', 'This scope is named by its `ref` or `id`.', { field: ['scope'] }))
  const found = await services.catalog.resolve(ref, { source: source ?? null, kinds: [type] }, call)
  if (!found.ok) return refuse({ ...found.problem, field: ['scope', 'ref'] })
  return succeed({ type, id: found.value.uid })
}

async function containerScope(
  { services, loaders }: GraphContext,
  type: 'Source' | 'Environment',
  id: string,
): Promise<Outcome<Grant['scope']>> {
  const named = fromGlobalId(id)
  const wanted = named?.kind === type ? named.uid : id
  const known =
    type === 'Source'
      ? // Listed from the first event on, which nobody may send before a grant.
        [...(await loaders.sources()).keys(), eventSourceId].find((source) => source === wanted)
      : (await services.environments.environments()).find(({ uid, name }) => uid === wanted || name === wanted)?.name
  if (known !== undefined) return succeed({ type, id: known })
  return refuse(problem('NOT_FOUND', 'There is nothing of this name.', { field: ['scope', 'id'] }))
}

function isName(text: string): boolean {
  return text.length > 0 && text.length <= idLengthMax && text.isWellFormed() && !/\p{Cc}/u.test(text)
}
