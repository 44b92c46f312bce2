import type { ArtifactFile } from '../artifacts/types.ts'
import { type MirroredKind, type MirroredObject, mirroredKinds } from '../catalog/index.ts'
import { type EntityKind, fromGlobalId, type Uid } from '../kernel/ids.ts'
import { Fault, faultOf, problem } from '../kernel/problem.ts'
import type { GrantView, PolicyProposalView, PolicyVersionView } from './access-service.ts'
import type { ApprovalPoliciesView, ApprovalProposalView, ApprovalView } from './approval-service.ts'
import type { ConsumerView } from './consumer-service.ts'
import type { GraphContext } from './context.ts'
import type { DelegationView } from './delegation-service.ts'
import type { ViolationView } from './drift-service.ts'
import type { EvidenceView } from './evidence-service.ts'
import type { ExceptionView } from './exception-service.ts'
import type { IncidentView } from './incident-service.ts'
import type { Loaders } from './loaders.ts'
import type { EnvironmentView, TargetView } from './services.ts'
import { type SourceRef, sourceRef } from './views.ts'

/** Anything with a global id. */
export type NodeView =
  | GrantView
  | PolicyProposalView
  | PolicyVersionView
  | MirroredObject
  | SourceRef
  | ArtifactFile
  | EnvironmentView
  | TargetView
  | ConsumerView
  | ApprovalView
  | ApprovalPoliciesView
  | ApprovalProposalView
  | EvidenceView
  | ViolationView
  | IncidentView
  | DelegationView
  | ExceptionView

/** The most ids of one `nodes` or `_entities`. */
export const idsMax = 100

/** How the kinds are loaded that the mirror does not keep. */
const unmirrored: Readonly<
  Record<Exclude<EntityKind, MirroredKind>, (context: GraphContext, uid: Uid) => Promise<NodeView | null>>
> = {
  Grant: (context, uid) => context.services.access.grant(context, uid),
  PolicyVersion: (context, uid) => context.services.access.policy(context, Number(uid)),
  PolicyProposal: (context, uid) => context.services.access.proposal(context, uid),
  Consumer: ({ services }, uid) => services.consumers.byUid(uid),
  Evidence: ({ services }, uid) => services.evidence.byUid(uid),
  ApprovalRequest: ({ loaders }, uid) => loaders.approvals.load(uid),
  ApprovalPolicyVersion: async ({ services }, uid) => {
    const version = await services.approvals.policy(Number(uid))
    return version === null ? null : { approvalPolicies: version }
  },
  ApprovalPolicyProposal: async ({ services }, uid) => {
    const proposal = await services.approvals.proposal(uid)
    return proposal === null ? null : { approvalProposal: proposal }
  },
  Violation: ({ services }, uid) => services.drift.byUid(uid),
  Incident: ({ services }, uid) => services.incidents.byUid(uid),
  ReviewDelegation: ({ services }, uid) => services.delegations.byUid(uid),
  GateException: ({ services }, uid) => services.exceptions.byUid(uid),
  Source: async ({ loaders }, uid) => ((await loaders.sources()).has(uid) ? sourceRef(uid) : null),
  Artifact: ({ services, call }, uid) => services.artifacts.byUid(uid, call),
  Environment: async ({ services }, uid) => {
    const environments = await services.environments.environments()
    return environments.find((environment) => environment.uid === uid) ?? null
  },
  Target: async ({ services }, uid) => {
    const targets = await services.environments.targets(null)
    return targets.find((target) => target.uid === uid) ?? null
  },
}

/** The object behind a global id; null when there is none, or the caller may not see it. */
export async function nodeOf(context: GraphContext, id: string): Promise<NodeView | null> {
  const named = fromGlobalId(id)
  if (named === undefined) return null
  const node = await namedNode(context, named)
  if (node === null) await context.services.noteUnseen(named.kind, named.uid)
  return node
}

async function namedNode(
  context: GraphContext,
  { kind, uid }: { readonly kind: EntityKind; readonly uid: Uid },
): Promise<NodeView | null> {
  if (!isMirrored(kind)) return unmirrored[kind](context, uid)
  const object = await context.loaders.byUid.load(uid)
  return object?.kind === kind && (await isHeld(context, object)) ? object : null
}

interface LiveLoader {
  load(object: MirroredObject): Promise<unknown>
}

/** How the kinds are read that their tools are asked for by name. */
const live: Readonly<Partial<Record<MirroredKind, (loaders: Loaders) => LiveLoader>>> = {
  Model: (loaders) => loaders.models,
  ModelVersion: (loaders) => loaders.versions,
  Experiment: (loaders) => loaders.experiments,
  Run: (loaders) => loaders.runs,
  LoggedModel: (loaders) => loaders.loggedModels,
  Deployment: (loaders) => loaders.deployments,
}

/** Whether its tool holds an object still. One that fails to say does not undo the object: its fields carry the fault. */
async function isHeld({ loaders }: GraphContext, object: MirroredObject): Promise<boolean> {
  try {
    return (await live[object.kind]?.(loaders).load(object)) !== null
  } catch (error) {
    if (error instanceof Fault) return true
    throw error
  }
}

function isMirrored(kind: EntityKind): kind is MirroredKind {
  return mirroredKinds.some((mirrored) => mirrored === kind)
}

/**
 * Many of them, in the order asked; each fails by itself, so that a tool that is down takes no other object with it.
 * Throws a BAD_USER_INPUT fault for more than {@link idsMax}.
 */
export function nodesOf(context: GraphContext, ids: readonly string[]): Promise<NodeView | null>[] {
  if (ids.length <= idsMax) return ids.map((id) => context.deadline.race(nodeOf(context, id)))
  const message = `At most ${idsMax} ids may be asked for at once.`
  throw faultOf(problem('BAD_USER_INPUT', message, { details: { max: idsMax } }))
}

/** Members that only one kind has, in the order in which they are looked for: a file has a record as well. */
const ownMembers: readonly (readonly [member: string, kind: EntityKind])[] = [
  ['owner', 'Artifact'],
  ['consumer', 'Consumer'],
  ['attestedVersion', 'Evidence'],
  ['exception', 'GateException'],
  ['delegation', 'ReviewDelegation'],
  ['incident', 'Incident'],
  ['approval', 'ApprovalRequest'],
  ['violation', 'Violation'],
  ['approvalPolicies', 'ApprovalPolicyVersion'],
  ['approvalProposal', 'ApprovalPolicyProposal'],
  ['record', 'Grant'],
  ['proposal', 'PolicyProposal'],
  ['publishedAt', 'PolicyVersion'],
  ['rank', 'Environment'],
  ['nativeRef', 'Target'],
]

/** Name of the schema's type for an object. */
export function typeNameOf(node: NodeView): EntityKind {
  const own = ownMembers.find(([member]) => member in node)
  if (own !== undefined) return own[1]
  return mirroredKinds.find((kind) => 'kind' in node && kind === node.kind) ?? 'Source'
}
