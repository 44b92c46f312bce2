import type { AuditFilter as AuditQuery } from '../../audit/index.ts'
import type { Uid } from '../../kernel/ids.ts'
import type { AuditPage } from '../audit-service.ts'
import { ConnectionView, type PageArguments, pageRequest } from '../connection.ts'
import type { GraphContext } from '../context.ts'
import type { AuditEventResolvers, AuditFilter, Resolvers } from '../generated/types.ts'
import { given } from '../given.ts'
import { unwrap } from '../unwrap.ts'
import type { AuditConnection } from '../views.ts'

const streams = { DECISIONS: 'decisions', ACCESS: 'access' } as const

const AuditEvent: AuditEventResolvers = {
  eventId: ({ event }) => event.id,
  stream: ({ entry }) => (entry.stream === 'access' ? 'ACCESS' : 'DECISIONS'),
  sequence: ({ entry }) => entry.sequence,
  type: ({ event }) => event.type,
  time: ({ event }) => Date.parse(event.time),
  recordedAt: ({ event }) => Date.parse(event.recordedtime),
  severity: ({ event }) => event.severitytext,
  authMethod: ({ event }) => event.data.authMethod,
  ipPrefix: ({ event }) => event.data.ipPrefix,
  action: ({ event }) => event.data.action,
  resource: ({ event }) => event.data.resource,
  decision: ({ event }) => event.data.decision,
  policySetDigest: ({ event }) => event.data.policySetDigest,
  policyIds: ({ event }) => event.data.policyIds,
  beforeDigest: ({ event }) => event.data.beforeDigest,
  afterDigest: ({ event }) => event.data.afterDigest,
  requestId: ({ event }) => event.data.requestId,
  traceparent: ({ event }) => event.traceparent ?? null,
  details: ({ event }) => event.data.details,
  leafHash: ({ entry }) => entry.leafHash,
  prevHash: ({ entry }) => entry.prevHash,
  entryHash: ({ entry }) => entry.entryHash,
  keyId: ({ entry }) => entry.keyId,
  signature: ({ entry }) => entry.signature,
}

/** What was decided, and proof of it. */
export const auditResolvers: Resolvers = {
  Query: {
    auditEvents: async (_root, { filter, ...args }, context) => eventsOf(context, auditQueryOf(filter), args),
    auditProof: async (_root, { sequence, stream, treeSize, from }, context) => {
      const request = {
        sequence,
        stream: streams[stream ?? 'DECISIONS'],
        treeSize: treeSize ?? null,
        from: from ?? null,
      }
      return unwrap(await context.audit.proof(context, request))
    },
  },
  AuditEvent,
  AuditActor: { principalId: ({ id }) => id, name: ({ displayName }) => displayName },
  AuditResource: { key: ({ id }) => id },
  AuditAnchoring: { unanchored: ({ size, anchoredTo }) => size - anchoredTo },
}

/** The conditions of a list of events, or of a stream of them. */
export function auditQueryOf(filter: AuditFilter | null | undefined): AuditQuery {
  const { stream = 'DECISIONS', ...conditions } = given(filter ?? {})
  return { ...conditions, stream: streams[stream] }
}

async function eventsOf(context: GraphContext, filter: AuditQuery, args: PageArguments): Promise<AuditConnection> {
  const { cursors } = context
  const scope = `audit:${filter.stream}`
  const { first, after } = pageRequest(args, { cursors, scope, firstDefault: 50 })
  const page = unwrap(
    await context.audit.events(context, filter, { first, before: after === null ? null : Number(after.key) }),
  )
  const view = new ConnectionView(
    { items: page.events.map((item) => ({ item, cursor: placeOf(item) })), hasNextPage: page.hasMore },
    { isContinued: after !== null, encode: (key) => cursors.encode(scope, key) },
    [],
  )
  return { edges: view.edges, nodes: view.nodes, pageInfo: view.pageInfo, anchoring: page.anchoring }
}

/** The place in the log tells an event apart by itself; a cursor has a second part, which is its id. */
function placeOf({ entry, event }: AuditPage['events'][number]) {
  return { key: entry.sequence, uid: event.id as Uid }
}
