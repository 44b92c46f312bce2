import {
  confirmPolicy,
  defaultPolicies,
  digestOfFiles,
  dryRunPolicy,
  type PolicyPorts,
  type PublishResult,
  publishPolicy,
  type Resource,
  type Rights,
  type RightsReads,
  seedAuthor,
  seedReason,
} from '../access/index.ts'
import type { PolicyPublication } from '../access/types.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { AccessCaller, AccessService, PolicyVersionView, PublishView } from '../graphql/access-service.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { PrincipalNames } from './principal-names.ts'

/** What the API's view of policies is made of. */
export interface PolicyServiceParts {
  readonly ports: PolicyPorts
  readonly reads: RightsReads
  readonly rights: Pick<Rights, 'permits'>
  readonly namesOf: PrincipalNames
  readonly access: Pick<AccessLog, 'denied'>
}

/** Policies for those who may see and publish them. */
export function createPolicyService(
  parts: PolicyServiceParts,
): Pick<AccessService, 'policies' | 'policy' | 'proposal' | 'publishPolicy' | 'confirmPolicy' | 'previewPolicy'> {
  const { ports, reads, rights } = parts
  const isReader = async ({ principal, origin }: AccessCaller) => {
    const may = await rights.permits(principal, 'policy:read')
    if (!may) parts.access.denied(actorOf(principal, origin), 'policy:read', { type: 'PolicySet', id: 'main' })
    return may
  }
  const latest = async () => (await reads.policies({ first: 1, after: null })).items[0]?.version ?? null
  const shown = async (outcome: Outcome<PublishResult>): Promise<Outcome<PublishView>> =>
    outcome.ok ? succeed(await resultView(parts, outcome.value)) : outcome
  return {
    async policies(caller, { first, after }) {
      if (!(await isReader(caller))) return refuse(unreadable)
      const { items, hasNextPage } = await reads.policies({ first, after })
      const views = await versionViews(parts, items)
      if (hasNextPage || after === 0) return succeed({ items: views, hasNextPage })
      const isFull = views.length === first
      return succeed({ items: isFull ? views : [...views, packagedVersion()], hasNextPage: isFull })
    },
    async policy(caller, number) {
      if (!Number.isInteger(number) || !(await isReader(caller))) return null
      if (number === 0) return packagedVersion()
      const publication = await reads.policy(number)
      return publication === null ? null : ((await versionViews(parts, [publication]))[0] ?? null)
    },
    async proposal(caller, id) {
      const proposal = (await isReader(caller)) ? await reads.proposal(id) : null
      return proposal === null ? null : { proposal, names: await parts.namesOf([proposal.requester.id]) }
    },
    publishPolicy: async (caller, command) => shown(await publishPolicy(ports, callerOf(caller), command)),
    confirmPolicy: async (caller, command) => shown(await confirmPolicy(ports, callerOf(caller), command)),
    async previewPolicy(caller, command) {
      const outcome = await dryRunPolicy({ ...ports, latest }, callerOf(caller), command)
      if (!outcome.ok) return outcome
      const changes = outcome.value.changes.map((change) => ({ ...change, on: inWords(change.on) }))
      return succeed({ ...nothing, preview: { ...outcome.value, changes } })
    },
  }
}

const unreadable = problem('FORBIDDEN', 'Reading policies needs the action policy:read.')
const nothing: PublishView = { version: null, proposal: null, preview: null, problem: null }

function callerOf({ principal, origin }: AccessCaller) {
  return { principal, actor: actorOf(principal, origin) }
}

async function resultView(parts: PolicyServiceParts, result: PublishResult): Promise<PublishView> {
  if (result.kind === 'WAITS') {
    const { proposal, problem: why } = result
    return { ...nothing, proposal: { proposal, names: await parts.namesOf([proposal.requester.id]) }, problem: why }
  }
  const [version = null] = await versionViews(parts, [result.publication])
  return { ...nothing, version }
}

async function versionViews(
  { namesOf }: PolicyServiceParts,
  publications: readonly PolicyPublication[],
): Promise<readonly PolicyVersionView[]> {
  const seconds = publications.map(({ version, proposal }) => {
    const by = proposal?.decision?.by ?? null
    return by === version.author ? null : by
  })
  const names = await namesOf([
    ...publications.map(({ version }) => version.author),
    ...seconds.filter((id) => id !== null),
  ])
  return publications.map(({ version, proposal }, index) => {
    const { number, files, digest, author, publishedAt } = version
    const own = { number, files, digest, author, publishedAt, names }
    return {
      ...own,
      confirmedBy: seconds[index] ?? null,
      reason: proposal?.reason ?? (author === seedAuthor ? seedReason : null),
    }
  })
}

/** What is in force before anything is published. */
function packagedVersion(): PolicyVersionView {
  const files = [defaultPolicies()]
  const nobody = { author: null, confirmedBy: null, publishedAt: null, reason: null, names: new Map<string, string>() }
  return { number: 0, files, digest: digestOfFiles(files), ...nobody }
}

/** A class of objects, or one thing, for people to read. */
function inWords({ entity, ancestors }: Resource): string {
  const { type, id, attributes } = entity
  const place = ancestors.find((each) => each.type === 'Source' || each.type === 'Environment')
  const facts = ['sensitivity', 'riskTier', 'containsPii'].flatMap((key) =>
    attributes[key] === undefined ? [] : [`${key} ${JSON.stringify(attributes[key])}`],
  )
  const name = id === '' || id === 'main' ? type : `${type} ${id}`
  return [`${name}${place === undefined ? '' : ` of ${place.id}`}`, ...facts].join(', ')
}
