import type { Decision, DecisionContext, Principal, Resource, Rights } from '../access/index.ts'
import type { GateRegistry, GovernedVersions, Subject, Subjects } from '../approvals/index.ts'
import { type AccessLog, type AuditedWork, actorOf } from '../audit/index.ts'
import type { CatalogStore, MirroredObject } from '../catalog/index.ts'
import {
  type AttestPorts,
  attestEvidence,
  type Evidence,
  type EvidenceStore,
  type Producer,
} from '../evidence/index.ts'
import type { EvidenceService, EvidenceView } from '../graphql/evidence-service.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { EntityKind, Uid } from '../kernel/ids.ts'
import { refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'

/** What evidence is taken and served with, as one caller sees it. */
export interface EvidenceServiceParts {
  readonly store: EvidenceStore
  readonly producers: readonly Producer[]
  readonly clock: Clock
  readonly caller: { readonly principal: Principal; readonly origin: RequestOrigin }
  /** Versions as the caller sees them. */
  readonly subjects: Pick<Subjects, 'read'>
  readonly governed: GovernedVersions
  /** Ids of everybody whose own work a version is, as far as anybody is vouched for. */
  readonly makers: (version: Pick<Subject, 'authors'>) => Promise<ReadonlySet<string>>
  readonly gates: GateRegistry
  readonly rights: Pick<Rights, 'permits'>
  readonly access: Pick<AccessLog, 'denied'>
  readonly decide: (action: 'evidence:attest', resource: Resource, context: DecisionContext) => Decision
  /** The mirror as the caller sees it. */
  readonly seen: Pick<CatalogStore, 'byUids'>
  readonly audit: Pick<AuditedWork, 'record'>
  readonly noteUnseen: (kind: EntityKind, uid: string) => Promise<void>
  readonly onNews: AttestPorts['onNews']
}

/** Evidence for those who see the version that it is of. */
export function createEvidenceService(parts: EvidenceServiceParts): EvidenceService {
  const { store, seen } = parts
  const { principal, origin } = parts.caller
  const caller = { principal, actor: actorOf(principal, origin) }
  const viewOf = async (evidence: Evidence): Promise<EvidenceView | null> => {
    const [attestedVersion] = await seen.byUids([evidence.version])
    return attestedVersion == null ? null : { evidence, attestedVersion }
  }
  return {
    async attest(command, call) {
      const outcome = await attestEvidence(attestPorts(parts), caller, command, call)
      if (!outcome.ok) return outcome
      const view = await viewOf(outcome.value)
      return view === null ? refuse(gone) : succeed(view)
    },
    async ofVersion(version: MirroredObject, page) {
      const { items, hasNextPage } = await store.list(version.uid, page)
      return { items: items.map((evidence) => ({ evidence, attestedVersion: version })), hasNextPage }
    },
    async byUid(uid: Uid) {
      const [evidence] = await store.byUids([uid])
      if (evidence == null) return null
      const view = await viewOf(evidence)
      if (view === null) await parts.noteUnseen('ModelVersion', evidence.version)
      return view
    },
    async gates() {
      if (await parts.rights.permits(principal, 'policy:read')) return succeed(kindsOf(parts))
      parts.access.denied(caller.actor, 'policy:read', { type: 'ApprovalPolicies', id: 'main' })
      return refuse(unreadable)
    },
  }
}

const gone = problem('NOT_FOUND', 'There is no such version.', { field: ['ref'] })
const unreadable = problem('FORBIDDEN', 'Reading what gates there are needs the action policy:read.')

function kindsOf({ gates, producers }: EvidenceServiceParts) {
  const byName = gates.all.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return byName.map(({ name, description, isAboutMoment = false, parameters = {} }) => ({
    name,
    description,
    isAboutMoment,
    parameters,
    producers: producers.filter((producer) => producer.gates.includes(name)).map((producer) => producer.name),
  }))
}

function attestPorts(parts: EvidenceServiceParts): AttestPorts {
  const { store, producers, clock, subjects, governed, makers, decide, audit, onNews } = parts
  const actor = actorOf(parts.caller.principal, parts.caller.origin)
  return {
    store,
    producers,
    clock,
    async version(ref, source, call) {
      const subject = await subjects.read(ref, source, call)
      if (!subject.ok) return subject
      const { facts, authors } = subject.value
      return succeed({ ...facts, authors })
    },
    async mayAttest(version, gate) {
      const resource = await governed(version)
      return resource !== null && decide('evidence:attest', resource.version, { gate }).allowed
    },
    isOwnWork: async (version, id) => (await makers(version)).has(id),
    denied: (code, version, gate) =>
      audit.record([
        {
          type: 'gov.evidence.denied.v1',
          actor,
          action: 'evidence:attest',
          resource: version === null ? { type: 'Gate', id: gate } : { type: 'ModelVersion', id: version },
          decision: 'DENY',
          details: { code, gate },
        },
      ]),
    onNews,
  }
}
