import type { Action } from '../access/types.ts'
import type { ArtifactFile } from '../artifacts/types.ts'
import type { RunComparison, VersionComparison } from '../catalog/api.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { ShownEdge, ShownNode } from '../lineage/types.ts'
import type { ApprovalView, PreviewView, ReleaseView } from './approval-service.ts'
import type { ConsumerView } from './consumer-service.ts'
import { driftRules } from './drift-rules.ts'
import {
  exceptAddress,
  exceptAddressBlockers,
  exceptAddressRows,
  exceptAddressTags,
  exceptAddressTexts,
  exceptEndpointName,
  exceptPersonalColumns,
  exceptSensitiveProperties,
} from './left-of.ts'
import { recordRules } from './record-rules.ts'
import { itself, type SensitiveField } from './sensitive-field.ts'
import type { AffectedView, ServedVersionView } from './services.ts'
import type { EndpointView, LocationView, SourceRef } from './views.ts'

/** Who may have what a root field answers, or an object of a type. */
export type Rule =
  /** An object of a tool, or a list of such: the services of the caller know those only that the caller may see. */
  | { readonly by: 'OBJECT' }
  /** A part of another object, and had with it. */
  | { readonly by: 'PART' }
  /** Whoever may take the action; the service behind the field decides. */
  | { readonly by: 'ACTION'; readonly action: Action }
  /** The caller's own; with the action also everybody's. */
  | { readonly by: 'OWN'; readonly action?: Action }
  /** Everybody. */
  | { readonly by: 'OPEN'; readonly because: string }

/** The rule of a type, and those of its fields that need `sensitive:read` on their object besides. */
export type TypeRule = Rule & { readonly sensitive?: Readonly<Record<string, SensitiveField>> }

const object: Rule = { by: 'OBJECT' }
const part: Rule = { by: 'PART' }
const needs = (action: Action): Rule => ({ by: 'ACTION', action })
const own: Rule = { by: 'OWN' }
const ownOr = (action: Action): Rule => ({ by: 'OWN', action })
const open = (because: string): Rule => ({ by: 'OPEN', because })

const always: SensitiveField<MirroredObject> = { subject: itself }
const address: SensitiveField<MirroredObject> = { subject: itself, left: exceptAddress }
const addressTags: SensitiveField<MirroredObject> = { subject: itself, left: exceptAddressTags }

const ofDeployment: SensitiveField<EndpointView | ServedVersionView> = { subject: ({ deployment }) => deployment }
const ofFile: SensitiveField<{ readonly file: ArtifactFile }> = {
  subject: ({ file }, { loaders }) => loaders.byUid.load(file.owner.uid),
}
const ofSource: SensitiveField<SourceRef> = { subject: (source) => source }
// What is hidden altogether has nothing left to hold back.
const ofNode: Pick<SensitiveField<ShownNode>, 'subject'> = {
  subject: (node) => ('subject' in node ? (node.subject ?? undefined) : undefined),
}
const ofColumns: SensitiveField<ShownEdge> = {
  subject: (edge) => ('columnsOf' in edge ? edge.columnsOf : undefined),
  left: exceptPersonalColumns,
}
const ofStewards: SensitiveField<AffectedView> = { subject: ({ stewards }) => stewards, left: exceptAddressTexts }
const ofRuns: SensitiveField<RunComparison> = { subject: ({ runs }) => runs, left: exceptAddressRows }
const ofVersions: SensitiveField<VersionComparison> = { subject: ({ versions }) => versions, left: exceptAddressRows }

const authors: SensitiveField<ApprovalView | PreviewView> = { subject: ({ model }) => model, left: exceptAddressTexts }
const obstacles: SensitiveField<ApprovalView | PreviewView> = {
  subject: ({ model }) => model,
  left: exceptAddressBlockers,
}

const approvalTypeRules: Readonly<Record<string, TypeRule>> = {
  ApprovalAbilities: own,
  ApprovalBlocker: part,
  ApprovalBreakGlassTerms: part,
  ApprovalChange: part,
  ApprovalEffect: part,
  ApprovalEscalation: part,
  ApprovalEvidence: part,
  ApprovalGate: part,
  ApprovalGateRule: part,
  ApprovalHistoryConnection: part,
  ApprovalHistoryEdge: part,
  ApprovalHistoryEntry: part,
  ApprovalObservation: part,
  ApprovalPlan: part,
  ApprovalPlanRow: part,
  ApprovalPolicy: part,
  ApprovalPolicyProposal: needs('policy:read'),
  ApprovalPolicyVersion: needs('policy:read'),
  ApprovalPolicyVersionConnection: part,
  ApprovalPolicyVersionEdge: part,
  ApprovalPreview: { ...part, sensitive: { unknownAuthors: authors, blockers: obstacles } },
  ApprovalRequest: { ...object, sensitive: { unknownAuthors: authors, blockers: obstacles } },
  ApprovalRequestConnection: part,
  ApprovalRequestEdge: part,
  ApprovalReview: part,
  ApprovalReviewConnection: part,
  ApprovalReviewEdge: part,
  ApprovalReviewerRule: part,
  ApprovalSlot: part,
  ApprovalSlotEscalation: part,
  ApprovalStep: part,
  BreakGlass: part,
  BreakGlassError: part,
  BreakGlassPayload: part,
  BreakGlassRatification: part,
  CancelRequestError: part,
  CancelRequestPayload: part,
  CloseIncidentError: part,
  CloseIncidentPayload: part,
  DelegateReviewsError: part,
  DelegateReviewsPayload: part,
  GateException: object,
  GateExceptionConnection: part,
  GateExceptionEdge: part,
  GrantExceptionError: part,
  GrantExceptionPayload: part,
  Incident: needs('incident:read'),
  IncidentConnection: part,
  IncidentEdge: part,
  OpenIncidentError: part,
  OpenIncidentPayload: part,
  PublishApprovalPolicyError: part,
  PublishApprovalPolicyPayload: part,
  RatifyBreakGlassError: part,
  RatifyBreakGlassPayload: part,
  RequestApprovalError: part,
  RequestApprovalPayload: part,
  ResubmitRequestError: part,
  ResubmitRequestPayload: part,
  RetireModelVersionError: part,
  RetireModelVersionPayload: part,
  ReviewDelegation: ownOr('policy:read'),
  ReviewDelegationConnection: part,
  ReviewDelegationEdge: part,
  ReviewRequestError: part,
  ReviewRequestPayload: part,
  RevokeApprovalError: part,
  RevokeApprovalPayload: part,
  RollBackError: part,
  RollBackPayload: part,
  TargetChange: part,
  TargetChangeConnection: part,
  TargetChangeEdge: part,
  TargetDesire: part,
  VersionRelease: { ...part, sensitive: { path: { subject: ({ releasedVersion }: ReleaseView) => releasedVersion } } },
  VersionRetirement: part,
}

/**
 * The rule of every root field. That each does as it is told here is for the tests of its service; that none is without a
 * rule, for the test beside this file.
 */
export const rootRules: Readonly<Record<'Query' | 'Mutation' | 'Subscription', Readonly<Record<string, Rule>>>> = {
  Query: {
    _entities: object,
    _service: needs('schema:introspect'),
    approvalGates: needs('policy:read'),
    approvalPolicies: needs('policy:read'),
    approvalRequest: object,
    approvalRequests: object,
    auditEvents: needs('audit:read'),
    auditProof: needs('audit:read'),
    compareRuns: object,
    compareVersions: object,
    dataset: object,
    datasets: object,
    deployments: object,
    diffLineage: object,
    environments: object,
    exceptions: object,
    experiments: object,
    grants: ownOr('policy:read'),
    impact: object,
    incidents: needs('incident:read'),
    jobs: object,
    lineage: object,
    liveAt: object,
    model: object,
    modelVersion: object,
    models: object,
    node: object,
    nodes: object,
    policies: needs('policy:read'),
    rateLimit: own,
    reproduceRecipe: object,
    reviewDelegations: ownOr('policy:read'),
    run: object,
    runs: object,
    search: object,
    sources: object,
    targets: object,
    tokens: ownOr('token:read'),
    validationCatalog: object,
    viewer: own,
    violations: object,
    whoCan: ownOr('access:explain'),
  },
  Mutation: {
    adoptDrift: needs('approval:request'),
    attestEvidence: needs('evidence:attest'),
    breakGlass: needs('approval:break-glass'),
    cancelRequest: ownOr('approval:revoke'),
    closeIncident: needs('incident:close'),
    createToken: needs('token:create'),
    delegateReviews: needs('approval:delegate'),
    grant: needs('grant:create'),
    openIncident: needs('incident:open'),
    grantException: needs('exception:grant'),
    publishApprovalPolicy: needs('policy:publish'),
    publishPolicy: needs('policy:publish'),
    registerConsumer: needs('consumer:register'),
    ratifyBreakGlass: needs('approval:review'),
    requestApproval: needs('approval:request'),
    resolveViolation: needs('violation:resolve'),
    resubmitRequest: needs('approval:request'),
    retireModelVersion: needs('approval:request'),
    revertDrift: needs('approval:request'),
    reviewRequest: needs('approval:review'),
    revokeApproval: needs('approval:revoke'),
    revokeGrant: needs('grant:revoke'),
    revokeToken: ownOr('token:revoke'),
    rollBack: needs('approval:request'),
    syncSource: needs('source:sync'),
  },
  Subscription: {
    approvalChanged: object,
    auditEventAppended: needs('audit:read'),
    deploymentChanged: object,
    violationOpened: object,
  },
}

/** The rule of every other type. Schema creation masks the sensitive fields that are named here. */
export const typeRules: Readonly<Record<string, TypeRule>> = {
  ...approvalTypeRules,
  ...recordRules,
  ...driftRules,
  AccessPrincipal: part,
  AccessResource: part,
  AccessRule: part,
  Artifact: object,
  ArtifactConnection: part,
  ArtifactEdge: part,
  ArtifactLocation: { ...part, sensitive: { uri: ofFile satisfies SensitiveField<LocationView> } },
  AssumedPiece: part,
  AuditEventAppended: part,
  ColumnLineage: part,
  ColumnSchema: part,
  ComparedMetric: part,
  ComparedValue: part,
  Consumer: { ...object, sensitive: { contact: { subject: ({ object: used }: ConsumerView) => used } } },
  ConsumerConnection: part,
  ConsumerEdge: part,
  CreateTokenError: part,
  CreateTokenPayload: part,
  DataVersion: {
    ...object,
    sensitive: { originUri: always, columns: { subject: itself, left: exceptPersonalColumns } },
  },
  DataVersionConnection: part,
  DataVersionEdge: part,
  Dataset: object,
  DatasetConnection: part,
  DatasetEdge: part,
  DatasetInput: part,
  Deployment: object,
  DeploymentChange: part,
  DeploymentConnection: part,
  DeploymentEdge: part,
  Endpoint: { ...part, sensitive: { url: ofDeployment } },
  Environment: object,
  EnvironmentFile: part,
  Experiment: { ...object, sensitive: { tags: addressTags } },
  ExperimentConnection: part,
  ExperimentEdge: part,
  Freshness: part,
  Grant: ownOr('policy:read'),
  GrantConnection: part,
  GrantEdge: part,
  GrantError: part,
  GrantHolder: part,
  GrantPayload: part,
  GrantScope: part,
  ImpactedObject: { ...part, sensitive: { owners: ofStewards } },
  Job: {
    ...object,
    sensitive: { codeUrl: always, lastError: always, owners: { subject: itself, left: exceptAddressTexts } },
  },
  JobConnection: part,
  JobEdge: part,
  JobRun: part,
  LineageCache: part,
  LineageDiff: part,
  LineageEdge: { ...part, sensitive: { columns: ofColumns } },
  LineageGraph: part,
  LineageImpact: part,
  LineageNode: {
    ...object,
    sensitive: {
      name: { ...ofNode, left: exceptEndpointName },
      properties: { ...ofNode, left: exceptSensitiveProperties },
    },
  },
  LineageNodeChange: part,
  LineageSource: part,
  LiveModel: part,
  LiveModelConnection: part,
  LiveModelEdge: part,
  LoggedModel: { ...object, sensitive: { tags: addressTags } },
  Measurement: part,
  Metric: part,
  MetricPoint: part,
  MetricPointConnection: part,
  MetricPointEdge: part,
  MissingPiece: part,
  Model: { ...object, sensitive: { tags: addressTags } },
  ModelAlias: part,
  ModelConnection: part,
  ModelEdge: part,
  ModelFlavor: part,
  ModelSignature: part,
  ModelVersion: { ...object, sensitive: { artifactUri: always, author: address, tags: addressTags } },
  ModelVersionConnection: part,
  ModelVersionEdge: part,
  NativeDefault: part,
  NativeExcess: part,
  NativeObject: object,
  NativeObjectConnection: part,
  NativeObjectEdge: part,
  NativeRight: part,
  NativeRightConnection: part,
  NativeRightEdge: part,
  NativeRights: needs('access:explain'),
  PageInfo: part,
  Param: part,
  PolicyChange: part,
  PolicyFile: part,
  PolicyPreview: part,
  PolicyProposal: needs('policy:read'),
  PolicyVersion: needs('policy:read'),
  PolicyVersionConnection: part,
  PolicyVersionEdge: part,
  PrincipalName: part,
  PublishPolicyError: part,
  PublishPolicyPayload: part,
  RateLimit: own,
  RegisterConsumerError: part,
  RegisterConsumerPayload: part,
  ReproduceRecipe: part,
  RevokeGrantError: part,
  RevokeGrantPayload: part,
  RevokeTokenError: part,
  RevokeTokenPayload: part,
  Run: { ...object, sensitive: { artifactUri: always, user: address, tags: addressTags } },
  RunComparison: { ...part, sensitive: { tags: ofRuns } },
  RunConnection: part,
  RunEdge: part,
  SearchResult: part,
  SearchResultConnection: part,
  SearchResultEdge: part,
  ServedVersion: { ...part, sensitive: { artifactUri: ofDeployment } },
  Source: { ...object, sensitive: { url: ofSource } },
  SourceError: part,
  SourceStatus: open('a list says how whole it is; it names the sources only that hold something the caller sees'),
  StreamStatus: part,
  SyncSourceError: part,
  SyncSourcePayload: part,
  Tag: part,
  Target: object,
  Token: ownOr('token:read'),
  TokenConnection: part,
  TokenEdge: part,
  ValidationEntry: part,
  ValidationEntryConnection: part,
  ValidationEntryEdge: part,
  VersionComparison: { ...part, sensitive: { tags: ofVersions } },
  Viewer: own,
  ViewerCan: own,
  WhoCanConnection: part,
  WhoCanEdge: part,
  WhoCanEntry: part,
  _Service: needs('schema:introspect'),
}
