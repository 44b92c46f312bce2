import type { Action, Principal, Rights } from '../access/index.ts'
import {
  type ApprovalCaller,
  type ApprovalPorts,
  type Delegation,
  delegateReviews,
  endDelegation,
  type PeopleReads,
} from '../approvals/index.ts'
import { actorOf } from '../audit/index.ts'
import type { Catalog, MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { DelegationService, DelegationWish } from '../graphql/delegation-service.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import { type Outcome, succeed } from '../kernel/outcome.ts'
import { demandEnvironment, type NamedEnvironments } from './known-environment.ts'

/** What delegations are served with, as one caller sees it. */
export interface DelegationServiceParts {
  readonly ports: ApprovalPorts
  readonly reads: Pick<PeopleReads, 'delegationList' | 'delegationsByUid'>
  readonly rights: Pick<Rights, 'permits'>
  readonly catalog: Pick<Catalog, 'resolve'>
  readonly environments: NamedEnvironments
  readonly may: (action: Action, object: MirroredObject) => Promise<boolean>
  readonly caller: { readonly principal: Principal; readonly origin: RequestOrigin }
}

/** Delegations as one caller may see and change them. */
export function createDelegationService(parts: DelegationServiceParts): DelegationService {
  const { ports, reads, rights } = parts
  const { principal, origin } = parts.caller
  const caller: ApprovalCaller = { principal, actor: actorOf(principal, origin) }
  const seesAll = () => rights.permits(principal, 'policy:read')
  return {
    async delegate(wish, call) {
      const models = await modelsOf(parts, wish, call)
      if (!models.ok) return models
      const { models: _refs, source: _source, ...command } = wish
      const uids = wish.models === null ? null : models.value.map(({ uid }) => uid)
      const places = { environments: await environmentsOf(parts, wish), models: models.value }
      return shown(await delegateReviews(ports, caller, { ...command, models: uids }, places))
    },
    end: async (command) => shown(await endDelegation(ports, caller, command)),
    async list(page) {
      const filter = (await seesAll()) ? {} : { principals: [principal.id] }
      const { items, hasNextPage } = await reads.delegationList(filter, page)
      return { items: items.map((delegation) => ({ delegation })), hasNextPage }
    },
    async byUid(uid) {
      const [delegation] = await reads.delegationsByUid([uid])
      if (delegation == null) return null
      const isOwn = delegation.from === principal.id || delegation.to === principal.id
      return isOwn || (await seesAll()) ? { delegation } : null
    },
  }
}

async function modelsOf(
  { catalog, may }: DelegationServiceParts,
  { models, source }: DelegationWish,
  call: CallContext,
): Promise<Outcome<readonly { readonly uid: MirroredObject['uid']; readonly mayDelegate: boolean }[]>> {
  const found: { readonly uid: MirroredObject['uid']; readonly mayDelegate: boolean }[] = []
  for (const ref of models ?? []) {
    const model = await catalog.resolve(ref, { source, kinds: ['Model'] }, call)
    if (!model.ok) return model
    found.push({ uid: model.value.uid, mayDelegate: await may('approval:delegate', model.value) })
  }
  return succeed(found)
}

/** Facts of those that are named. Throws a BAD_USER_INPUT fault for one that is not there. */
async function environmentsOf({ environments }: DelegationServiceParts, { environments: names }: DelegationWish) {
  for (const name of names ?? []) await demandEnvironment(environments, name, ['environments'])
  const all = await environments.list()
  return all.filter(({ name }) => names?.includes(name) === true)
}

function shown(outcome: Outcome<Delegation>) {
  return outcome.ok ? succeed({ delegation: outcome.value }) : outcome
}
