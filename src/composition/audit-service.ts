import type { Rights } from '../access/index.ts'
import {
  type AccessLog,
  type AuditEvent,
  type AuditFilter,
  type AuditPrincipal,
  type AuditStream,
  actorOf,
  type Checkpoints,
  proveEntry,
  type StoredEntry,
} from '../audit/index.ts'
import type { AuditAnchoringView, AuditCaller, AuditEventView, AuditService } from '../graphql/audit-service.ts'
import { invariant } from '../kernel/invariant.ts'
import { refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { OpenAudit } from './audit.ts'

/** What the API's view of the audit trail is made of. */
export interface AuditServicePorts {
  readonly audit: Pick<OpenAudit, 'store' | 'keys'>
  readonly rights: Pick<Rights, 'permits'>
  readonly access: Pick<AccessLog, 'denied' | 'readFor' | 'unauthenticated'>
  readonly checkpoints: Pick<Checkpoints, 'standing' | 'chain'>
}

/** The audit trail for those who may read it. */
export function createAuditService(ports: AuditServicePorts): AuditService {
  const { audit, rights, access, checkpoints } = ports
  const denied: AuditService['denied'] = ({ principal, origin }, action) => {
    const type = action.startsWith('audit:') ? 'AuditLog' : 'Organization'
    access.denied(actorOf(principal, origin), action, { type, id: '*' })
  }
  const isRefused = async (caller: AuditCaller) => {
    if (await rights.permits(caller.principal, 'audit:read')) return null
    denied(caller, 'audit:read')
    return refuse(problem('FORBIDDEN', 'Reading the audit trail needs the action audit:read.'))
  }
  return {
    denied,
    readFor: ({ principal, origin }, purpose, { kind, uid }) =>
      access.readFor(actorOf(principal, origin), purpose, { type: kind, id: uid }),
    unauthenticated: (origin) => access.unauthenticated(origin),
    async events(caller, filter, page) {
      const refused = await isRefused(caller)
      if (refused !== null) return refused
      const { entries, hasMore } = await audit.store.list(filter, page)
      const { stream } = filter
      const anchoring = await anchoringOf(ports, stream, checkpoints)
      return succeed({ events: await viewsOf(ports, filter, entries), hasMore, anchoring })
    },
    mayFollow: async (caller) => (await isRefused(caller)) ?? succeed(null),
    shown: async ({ principal }, entry) =>
      (await rights.permits(principal, 'audit:read')) ? viewOf(ports, entry) : null,
    async proof(caller, request) {
      const refused = await isRefused(caller)
      if (refused !== null) return refused
      const proven = await proveEntry(audit, request)
      if (!proven.ok) return proven
      const { entry, ...proof } = proven.value
      const event = await viewOf(ports, entry)
      return succeed({ ...proof, event })
    },
  }
}

async function viewOf(ports: AuditServicePorts, entry: StoredEntry): Promise<AuditEventView> {
  const [view] = await viewsOf(ports, { stream: entry.stream }, [entry])
  invariant(view !== undefined, 'an entry has a view')
  return view
}

async function viewsOf(
  { audit: { store } }: AuditServicePorts,
  { stream }: AuditFilter,
  entries: readonly StoredEntry[],
): Promise<readonly AuditEventView[]> {
  const texts = await store.texts(
    stream,
    entries.map(({ sequence }) => sequence),
  )
  const reasons = new Map(texts.map(({ sequence, text }) => [sequence, text]))
  const actors = await store.principals(entries.flatMap(({ columns }) => columns.actor ?? []))
  return entries.map((entry) => ({
    entry,
    // Written by the gateway as an event; whether somebody changed it since is what proofs and verification are for.
    event: JSON.parse(entry.eventJson) as AuditEvent,
    actor: actorIn(entry, actors),
    reason: reasons.get(entry.sequence) ?? null,
  }))
}

function actorIn({ columns }: StoredEntry, known: ReadonlyMap<string, AuditPrincipal>): AuditPrincipal | null {
  if (columns.actor === null) return null
  const nobody = { displayName: null, issuer: null, subject: null, erasedAt: null }
  return known.get(columns.actor) ?? { id: columns.actor, ...nobody }
}

async function anchoringOf(
  { audit: { store } }: AuditServicePorts,
  stream: AuditStream,
  checkpoints: Pick<Checkpoints, 'standing' | 'chain'>,
): Promise<AuditAnchoringView> {
  const { size } = await store.head(stream)
  return { ...(await checkpoints.chain(stream)), size, anchors: checkpoints.standing() }
}
