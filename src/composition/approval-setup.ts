import type {
  Action,
  AttributeRules,
  KnownPrincipals,
  PolicyEngine,
  PolicyInForce,
  Principal,
  Rights,
} from '../access/index.ts'
import {
  type ApprovalPolicyPorts,
  type ApprovalPorts,
  createGateEvidence,
  createGates,
  type GateRegistry,
  gateOf,
  makersOf,
  type OwnGate,
  packagedEvidenceGates,
} from '../approvals/index.ts'
import type { AccessLog } from '../audit/index.ts'
import type { Catalog, CatalogStore, MirroredObject } from '../catalog/index.ts'
import type { Producer } from '../evidence/index.ts'
import type { ApprovalService } from '../graphql/approval-service.ts'
import type { DelegationService } from '../graphql/delegation-service.ts'
import type { EvidenceService } from '../graphql/evidence-service.ts'
import type { ExceptionService } from '../graphql/exception-service.ts'
import type { IncidentService } from '../graphql/incident-service.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { EntityKind, Uid } from '../kernel/ids.ts'
import type { TargetStore } from '../persistence/target-store.ts'
import { createApprovalService } from './approval-service.ts'
import { createSubjects } from './approval-subjects.ts'
import { createDelegationService } from './delegation-service.ts'
import { createEvidenceService, type EvidenceServiceParts } from './evidence-service.ts'
import { createExceptionService } from './exception-service.ts'
import { createGovernedVersions } from './governed-versions.ts'
import { createIncidentService } from './incident-service.ts'
import type { NamedEnvironments } from './known-environment.ts'
import { createPrincipalNames } from './principal-names.ts'
import { targetsOfModel } from './requested-target.ts'
import type { Sources } from './sources.ts'
import type { OpenStore } from './store.ts'
import type { VersionSubjectParts } from './version-subject.ts'
import type { VersionUseParts } from './version-uses.ts'

/** What approvals are wired with, whoever calls. */
export interface ApprovalSetup {
  readonly store: OpenStore
  readonly sources: Sources
  readonly engine: PolicyEngine
  readonly inForce: PolicyInForce
  readonly people: KnownPrincipals
  readonly rules: AttributeRules
  readonly clock: Clock
  readonly rights: Pick<Rights, 'permits'>
  readonly access: Pick<AccessLog, 'denied'>
  readonly versions: VersionSubjectParts
  /** The catalogue, whoever asks, past its cache. */
  readonly catalog: Parameters<typeof createGateEvidence>[0] & Pick<Catalog, 'resolve'>
  /** What retiring a version depends on that is not of the store. */
  readonly useTools: Pick<VersionUseParts, 'serving' | 'lineage'>
  /** For how many days a version is kept that is retired, by its risk tier. */
  readonly retentionDays: ApprovalPorts['retentionDays']
  readonly releaseOf: ApprovalPorts['releaseOf']
  /** Whose evidence counts that is computed elsewhere. */
  readonly producers: readonly Producer[]
  /** Gates of the installation's own. */
  readonly ownGates: readonly OwnGate[]
  /** Tells whoever carries out that something may be due. */
  readonly onChange: () => void
  /** Told of evidence that requests may have waited for; returns at once. */
  readonly onEvidenceNews: EvidenceServiceParts['onNews']
}

/** What one caller sees of the rest. */
export interface ApprovalSight {
  readonly caller: { readonly principal: Principal; readonly origin: RequestOrigin }
  readonly catalog: Pick<Catalog, 'resolve'>
  readonly store: Pick<CatalogStore, 'byUids'>
  readonly environments: NamedEnvironments
  readonly targets: Pick<TargetStore, 'list'>
  readonly noteUnseen: (kind: EntityKind, uid: string) => Promise<void>
  /** Whether the caller may take an action on an object that they see. */
  readonly may: (action: Action, object: MirroredObject) => Promise<boolean>
}

/** Approvals, wired. */
export interface Approvals {
  /** For what nobody asks for: it sees everything. */
  readonly ports: ApprovalPorts
  /** The same, with refs and targets as one caller sees them. */
  portsFor(sight: ApprovalSight): ApprovalPorts
  /** As one caller sees them, for one request. */
  serviceFor(sight: ApprovalSight): ApprovalService
  /** Evidence as one caller sees it and may add to it, for one request. */
  evidenceFor(sight: ApprovalSight & Pick<EvidenceServiceParts, 'decide'>): EvidenceService
  incidentsFor(caller: ApprovalSight['caller']): IncidentService
  exceptionsFor(sight: Pick<ApprovalSight, 'caller' | 'store' | 'noteUnseen'>): ExceptionService
  delegationsFor(sight: Pick<ApprovalSight, 'caller' | 'catalog' | 'environments' | 'may'>): DelegationService
}

/** Wires approvals. Opens nothing. */
export function createApprovals(setup: ApprovalSetup): Approvals {
  const { store, clock, people, rights, access } = setup
  const { approvals } = store
  const shared = {
    ...setup,
    changes: approvals.changes,
    reads: approvals.reads,
    governed: createGovernedVersions({ catalog: store.catalog, rules: setup.rules, tagsOf: approvals.tagsOf }),
    stores: store,
  }
  const subjectsFor = subjectsWith(setup)
  const subjects = subjectsFor({ ...store, store: store.catalog, catalog: setup.catalog })
  const makers: EvidenceServiceParts['makers'] = async ({ authors }) =>
    makersOf(await people(store, clock.now()), authors)
  const seen = createGateEvidence(setup.catalog, { ...shared, subjects })
  const gates = gatesOf(setup, seen, makers)
  const policyPorts = policyPortsOf(setup, gates)
  const namesOf = createPrincipalNames({
    people,
    stores: store,
    principals: (ids) => store.audit.store.principals(ids),
    clock,
  })
  const seenBy = (sight: SubjectSight) => subjectsFor(sight)
  const ports = { ...shared, subjects, gates }
  const portsFor = (sight: ApprovalSight): ApprovalPorts => ({
    ...shared,
    gates,
    subjects: seenBy(sight),
  })
  return {
    ports,
    evidenceFor: (sight) =>
      createEvidenceService({
        ...shared,
        ...sight,
        store: store.evidence,
        subjects: seenBy(sight),
        gates,
        makers,
        seen: sight.store,
        audit: store.audit.audited,
        onNews: setup.onEvidenceNews,
      }),
    delegationsFor: (sight) => createDelegationService({ ports, reads: approvals.reads, rights, ...sight }),
    exceptionsFor: ({ caller, store: seen, noteUnseen }) =>
      createExceptionService({
        ports,
        reads: approvals.reads,
        seen,
        caller,
        noteUnseen,
        onChange: setup.onChange,
        clock,
      }),
    incidentsFor: (caller) => createIncidentService({ ports, reads: approvals.reads, rights, access, caller }),
    portsFor,
    serviceFor: (sight) =>
      createApprovalService({
        ports: portsFor(sight),
        policyPorts,
        reads: approvals.reads,
        effectsOf: (request) => approvals.effectsOf(request),
        proposalOf: (id) => approvals.proposalOf(id),
        namesOf,
        rights,
        access,
        seen: sight.store,
        environments: sight.environments,
        targets: (environment) => sight.targets.list(environment),
        caller: sight.caller,
        noteUnseen: sight.noteUnseen,
        onChange: setup.onChange,
      }),
  }
}

/** What subjects are looked up in, as somebody sees it. */
interface SubjectSight extends Pick<ApprovalSight, 'catalog' | 'store' | 'targets'> {
  readonly environments: Pick<NamedEnvironments, 'list'>
}

function subjectsWith({ versions, store, sources, useTools }: ApprovalSetup) {
  const whole = {
    environments: () => store.environments.list(),
    targets: (environment: string) => store.targets.list(environment),
  }
  const retiring = {
    ...useTools,
    sources,
    environments: whole.environments,
    targetsOf: (model: MirroredObject) => targetsOfModel(whole, model),
    targets: () => store.targets.list(null),
    desired: async (target: Uid) => (await store.approvals.reads.targetState(target)).desired?.versionUid ?? null,
  }
  return ({ catalog, store: mirror, environments, targets }: SubjectSight) =>
    createSubjects({
      seen: catalog,
      versions,
      store: store.catalog,
      sources,
      environments: () => environments.list(),
      targets: (environment) => targets.list(environment),
      retiring,
      useSight: { mirror, targets: () => targets.list(null) },
    })
}

/** The package's gates, those over what others told, and the installation's own. */
function gatesOf(
  { store, producers, ownGates }: ApprovalSetup,
  seen: ReturnType<typeof createGateEvidence>,
  makers: EvidenceServiceParts['makers'],
): GateRegistry {
  const told = { producers, makers, latest: store.evidence.latest, checksOf: store.ci.checksOf }
  return createGates(seen, [
    ...packagedEvidenceGates({ ...seen, ...told }),
    ...ownGates.map((own) => gateOf(own, seen)),
  ])
}

function policyPortsOf(setup: ApprovalSetup, gates: GateRegistry): ApprovalPolicyPorts {
  const { store } = setup
  return {
    ...setup,
    changes: store.approvals.policyChanges,
    words: async () => ({
      gates: gates.all,
      environments: (await store.environments.list()).map(({ name }) => name),
    }),
    protectedEnvironments: async () =>
      (await store.environments.list()).flatMap(({ name, isProtected }) => (isProtected ? [name] : [])),
  }
}
