import type { Action, Grant, Principal, Role } from '../types.ts'

/** Type of an entity in `policies/model.cedarschema`, without its namespace. */
export type EntityType =
  | 'Organization'
  | 'Role'
  | 'Team'
  | 'User'
  | 'ServiceAccount'
  | 'AuditLog'
  | 'PolicySet'
  | 'Source'
  | 'Environment'
  | 'Model'
  | 'ModelVersion'
  | 'Experiment'
  | 'Run'
  | 'LoggedModel'
  | 'Dataset'
  | 'DataVersion'
  | 'Deployment'
  | 'Job'
  | 'Namespace'
  | 'ApprovalRequest'

/** Names an entity. */
export interface EntityRef {
  readonly type: EntityType
  readonly id: string
}

/** Value of an attribute. */
export type AttributeValue = string | number | boolean | EntityRef | readonly string[] | readonly EntityRef[]

/** An entity as a decision sees it. */
export interface Entity extends EntityRef {
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly parents: readonly EntityRef[]
}

/** What is decided about: one entity and everything it is in, to the top. */
export interface Resource {
  readonly entity: Entity
  readonly ancestors: readonly Entity[]
  /** Equal for resources that only a rule which names one of {@link Resource.individuals} can tell apart. */
  readonly classKey: string
  /** Keys of those entities of this resource that are one object each, such as a model and its version. */
  readonly individuals: readonly string[]
}

/** What an action brings of its own. Which keys an action takes is in `policies/model.cedarschema`. */
export interface DecisionContext {
  /** What the caller says the answer is for. */
  readonly purpose?: string
  /** `alias:set`. */
  readonly alias?: string
  /** `version:deploy`: name of the environment, and whether it is protected. */
  readonly environment?: string
  readonly protected?: boolean
  /** `evidence:attest`: name of the gate that the evidence is for. */
  readonly gate?: string
}

/** What is asked about one resource. */
export interface Question {
  readonly principal: Principal
  readonly action: Action
  readonly resource: Resource
  readonly context?: DecisionContext
}

/** What is asked about many resources at once. */
export type ManyQuestion = Omit<Question, 'resource'>

/** Why a decision came out as it did. `ERROR` is a rule that could not be evaluated; it denies. */
export type DecisionReason = 'PERMIT' | 'NO_MATCH' | 'FORBID' | 'ERROR'

/** An answer. */
export interface Decision {
  readonly allowed: boolean
  readonly reason: DecisionReason
  /** The rules that decided: `@id` of policies, `role:ROLE` for a role held organisation-wide, `grant:ID` for a grant. Sorted. */
  readonly policyIds: readonly string[]
  /** For the log, never for a caller. */
  readonly errors: readonly string[]
}

/** One policy or template, read and checked. */
export interface CompiledPolicy {
  /** Its `@id`. */
  readonly id: string
  readonly effect: 'permit' | 'forbid'
  readonly text: string
  /** Cedar's JSON form. */
  readonly json: PolicyJson
  readonly isBuiltin: boolean
}

/** Cedar's JSON form of a policy (docs.cedarpolicy.com, "JSON policy format"), as far as it is read here. */
export interface PolicyJson {
  readonly effect: 'permit' | 'forbid'
  readonly principal: unknown
  readonly action: unknown
  readonly resource: unknown
  readonly conditions: readonly { readonly kind: 'when' | 'unless'; readonly body: unknown }[]
  readonly annotations?: Readonly<Record<string, string>>
}

/** Everything that decisions follow from, frozen at one moment. */
export interface PolicySnapshot {
  /** SHA-256 over schema, built-in and published policies, as hexadecimal. */
  readonly digest: string
  /** See `AccessState`. */
  readonly epoch: number | null
  readonly asOf: number | null
  /** The built-in ones among them. */
  readonly policies: readonly CompiledPolicy[]
  /** By role. */
  readonly templates: ReadonlyMap<Role, CompiledPolicy>
  readonly grants: readonly Grant[]
  /** Keys of all entities that a policy or template names. */
  readonly named: ReadonlySet<string>
}

/** Something wrong with a policy. Lines and columns count from 1, columns in characters. */
export interface PolicyProblem {
  readonly file: string
  readonly line: number
  readonly column: number
  /** `@id` of the policy, where it has one. */
  readonly policyId: string | null
  readonly reason: string
}
