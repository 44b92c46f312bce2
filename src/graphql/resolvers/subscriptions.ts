import type { ApprovalRequest } from '../../approvals/types.ts'
import type { AuditEvent, AuditFilter as AuditQuery } from '../../audit/index.ts'
import type { DeploymentChange } from '../../deployments/index.ts'
import { fromGlobalId, toGlobalId, type Uid } from '../../kernel/ids.ts'
import { faultOf, problem } from '../../kernel/problem.ts'
import type { AuditEventView } from '../audit-service.ts'
import type { GraphContext } from '../context.ts'
import { environmentOfSource } from '../environment.ts'
import type {
  SubscriptionApprovalChangedArgs,
  SubscriptionAuditEventAppendedArgs,
  SubscriptionDeploymentChangedArgs,
  SubscriptionViolationOpenedArgs,
} from '../generated/types.ts'
import { nodeOf } from '../node-of.ts'
import { streamField } from '../streams/stream-field.ts'
import type { AuditPlace } from '../streams/stream-part.ts'
import { unwrap } from '../unwrap.ts'
import { auditQueryOf } from './audit.ts'

type Arguments<Args> = Partial<Args>

const approvalChanged = streamField<AuditPlace, Arguments<SubscriptionApprovalChangedArgs>>({
  name: 'approvals',
  log: ({ decisions }) => decisions,
  open: (context, { id }) => demandNode(context, id, 'ApprovalRequest'),
  wants({ id, environment }) {
    const uid = id == null ? null : uidOf(id)
    // Of a request everything that was allowed is a change; what was refused is one of nothing.
    return ({ entry: { columns, eventJson } }) =>
      columns.resourceType === 'ApprovalRequest' &&
      columns.decision === 'ALLOW' &&
      (uid === null || columns.resourceId === uid) &&
      (environment == null || detailsOf(eventJson)['environment'] === environment)
  },
  async show({ services }, { entry }) {
    const { columns, eventJson } = entry
    const request = await services.approvals.met(columns.resourceId as Uid)
    if (request === null) return null
    const { state = request.approval.state, revision = request.approval.revision } = detailsOf(eventJson)
    return { at: columns.recordedAt, type: columns.type, state, revision, request }
  },
})

/** What every event of a request says of it. */
type RequestDetails = Partial<Pick<ApprovalRequest, 'state' | 'revision'>> & { readonly environment?: string }

function detailsOf(eventJson: string): RequestDetails {
  // Written by the gateway as an event.
  const { data } = JSON.parse(eventJson) as AuditEvent
  return data.details
}

const violationOpened = streamField<AuditPlace, Arguments<SubscriptionViolationOpenedArgs>>({
  name: 'violations',
  log: ({ decisions }) => decisions,
  wants({ environment, severities }) {
    return ({ entry: { columns, eventJson } }) => {
      if (columns.type !== 'gov.violation.opened.v1') return false
      const details = violationDetailsOf(eventJson)
      return (
        (environment == null || details.environment === environment) &&
        (severities == null || severities.some((severity) => severity === details.violationSeverity))
      )
    }
  },
  async show({ services }, { entry: { columns } }) {
    const violation = await services.drift.met(columns.resourceId as Uid)
    return violation === null ? null : { at: columns.recordedAt, violation }
  },
})

/** What every event of a violation says of it. */
function violationDetailsOf(eventJson: string): { readonly environment?: string; readonly violationSeverity?: string } {
  // Written by the gateway as an event.
  const { data } = JSON.parse(eventJson) as AuditEvent
  return data.details
}

const deploymentChanged = streamField<DeploymentChange, Arguments<SubscriptionDeploymentChangedArgs>>({
  name: 'deployments',
  log: ({ deployments }) => deployments,
  open: (context, { id }) => demandNode(context, id, 'Deployment'),
  wants({ id, source }) {
    const uid = id == null ? null : uidOf(id)
    return ({ deployment }) =>
      (uid === null || deployment.uid === uid) && (source == null || deployment.source === source)
  },
  async show(context, { deployment, changedAt, isGone }, { environment }) {
    if (!(await context.services.deployments.sees(deployment))) return null
    if (environment != null && (await environmentOfSource(context, deployment.source))?.name !== environment)
      return null
    const deploymentId = toGlobalId('Deployment', deployment.uid)
    return { at: changedAt, deploymentId, removed: isGone, deployment: isGone ? null : deployment }
  },
})

const auditEventAppended = streamField<AuditPlace, Arguments<SubscriptionAuditEventAppendedArgs>>({
  name: 'audit',
  log: ({ decisions, access }, { filter }) => (auditQueryOf(filter).stream === 'access' ? access : decisions),
  async open(context) {
    unwrap(await context.audit.mayFollow(context))
  },
  wants({ filter }) {
    const query = auditQueryOf(filter)
    return (place) => isWanted(place, query)
  },
  async show(context, { entry }, { filter }) {
    const event = await context.audit.shown(context, entry)
    return event === null || !isBy(event, auditQueryOf(filter)) ? null : { event }
  },
})

function isWanted({ entry: { columns } }: AuditPlace, query: AuditQuery): boolean {
  const { action, resource, decision, type, from, to } = query
  const resources = [columns.resourceType, `${columns.resourceType}/${columns.resourceId}`]
  return (
    (action === undefined || columns.action === action) &&
    (resource === undefined || resources.includes(resource)) &&
    (decision === undefined || columns.decision === decision) &&
    (type === undefined || columns.type === type) &&
    (from === undefined || columns.recordedAt >= from) &&
    (to === undefined || columns.recordedAt < to)
  )
}

function isBy({ actor }: AuditEventView, { actor: wanted }: AuditQuery): boolean {
  return wanted === undefined || actor?.id === wanted || (actor !== null && actor.displayName === wanted)
}

function uidOf(id: string): Uid | undefined {
  return fromGlobalId(id)?.uid
}

/** Refuses an id that names nothing which the caller sees, as a query for it would answer null. */
async function demandNode(context: GraphContext, id: string | null | undefined, kind: string): Promise<void> {
  if (id == null) return
  const found = fromGlobalId(id)?.kind === kind ? await nodeOf(context, id) : null
  if (found === null) throw faultOf(problem('NOT_FOUND', 'There is nothing of this id.', { field: ['id'] }))
}

/** What happens, as it happens. */
export const subscriptionResolvers = {
  Subscription: { approvalChanged, deploymentChanged, auditEventAppended, violationOpened },
}
