import type { AuthorizationAnswer } from '@cedar-policy/cedar-wasm/nodejs'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../../kernel/clock.ts'
import { invariant } from '../../kernel/invariant.ts'
import { Fault } from '../../kernel/problem.ts'
import type { AccessState, Action, PolicyFile, Principal } from '../types.ts'
import { type Cedar, loadCedar } from './cedar.ts'
import { cedarSlice, isWellFormed, principalEntity } from './cedar-entities.ts'
import { type CheckedPolicies, checkPolicies } from './check-policies.ts'
import { cedarUid, entityKey } from './entity-key.ts'
import { type Holdings, holdingsOf } from './live-links.ts'
import { actionsFor, type ActionFacts, type PolicyModel, readPolicyModel } from './policy-model.ts'
import { createPreparedSets, type PreparedSets, setKey } from './prepared-sets.ts'
import { builtinPolicies } from './packaged.ts'
import { digestOfFiles, freeze } from './snapshot.ts'
import type {
  Decision,
  DecisionContext,
  Entity,
  EntityType,
  PolicyProblem,
  PolicySnapshot,
  Question,
  Resource,
} from './types.ts'

/** Where broken promises are told: an unknown action or type, a rule that could not be evaluated. */
export interface PolicyLog {
  error(facts: Readonly<Record<string, unknown>>, message: string): void
}

/** What an engine runs on. */
export interface PolicyEngineParts {
  readonly clock: Clock
  readonly log: PolicyLog
  /** Characters of keys that remembered decisions may take; 0 remembers none. Default 8 million, some 20 MB. */
  readonly memoCharsMax?: number
}

/** What is asked about many resources at once. */
export type ManyQuestion = Omit<Question, 'resource'>

/** Decides by policy. Everything but {@link PolicyEngine.ready} is synchronous, and throws before it has been awaited. */
export interface PolicyEngine {
  /** Loads Cedar, once. */
  ready(): Promise<void>
  /** Everything wrong with a set of files, by file and place; they may be published when there is nothing. */
  check(files: readonly PolicyFile[]): readonly PolicyProblem[]
  /** Digest of the schema and the built-in policies; what was checked with them need not be checked again. */
  modelDigest(): string
  /**
   * Policies and grants, frozen; the built-in policies come with every set. Throws a `Fault` where {@link check}
   * complains. `isChecked` leaves the strict validation out, which takes longer than everything else together.
   */
  snapshot(
    files: readonly PolicyFile[],
    state: Pick<AccessState, 'epoch' | 'asOf' | 'grants'>,
    options?: { readonly isChecked?: boolean },
  ): PolicySnapshot
  /** Answers one question. Never throws for what is asked: what cannot be decided is denied. */
  decide(snapshot: PolicySnapshot, question: Question): Decision
  /** Answers in the order of `resources`; equal inputs are decided once. */
  decideMany(snapshot: PolicySnapshot, question: ManyQuestion, resources: readonly Resource[]): readonly Decision[]
  /** Actions that can be asked of a type of resource at all. */
  actionsFor(type: EntityType): readonly Action[]
}

/** Builds an engine. Nothing is loaded yet. */
export function createPolicyEngine(parts: PolicyEngineParts): PolicyEngine {
  let loaded: Core | undefined
  const core = () => {
    invariant(loaded !== undefined, 'the policy engine was asked before it was ready')
    return loaded
  }
  return {
    async ready() {
      const cedar = await loadCedar()
      loaded ??= createCore(cedar, parts)
    },
    check: (files) => core().check(files, false).problems,
    modelDigest: () => digestOfFiles([{ name: 'model', text: core().model.schemaText }, builtinPolicies()]),
    snapshot(files, state, { isChecked = false } = {}) {
      const checked = core().check(files, isChecked)
      const [first] = checked.problems
      if (first !== undefined) throw unusable(first)
      return freeze(checked, state, core().model.schemaText)
    },
    decide: (snapshot, { resource, ...question }) => core().decider(snapshot, question)(resource),
    decideMany: (snapshot, question, resources) => resources.map(core().decider(snapshot, question)),
    actionsFor: (type) => actionsFor(core().model, type),
  }
}

function unusable({ file, line, column, reason }: PolicyProblem): Fault {
  return new Fault({
    code: 'INTERNAL_SERVER_ERROR',
    publicMessage: 'The policies in force cannot be read, so nothing is allowed.',
    internalMessage: `${file}:${line}:${column}: ${reason}`,
    retryable: false,
  })
}

interface Core {
  readonly model: PolicyModel
  check(files: readonly PolicyFile[], isValid: boolean): CheckedPolicies
  decider(snapshot: PolicySnapshot, question: ManyQuestion): (resource: Resource) => Decision
}

const memoCharsDefault = 8_000_000
/** What an entry takes beside its key. */
const entryChars = 200

const noMatch: Decision = { allowed: false, reason: 'NO_MATCH', policyIds: [], errors: [] }

let schemas = 0

function createCore(cedar: Cedar, { clock, log, memoCharsMax = memoCharsDefault }: PolicyEngineParts): Core {
  const model = readPolicyModel(cedar)
  const schemaName = `schema-${(schemas += 1)}`
  const parsed = cedar.preparseSchema(schemaName, model.schemaText)
  invariant(parsed.type === 'success', 'the policy schema of the package cannot be prepared')
  const sets = createPreparedSets(cedar)
  const memo =
    memoCharsMax === 0
      ? null
      : new LRUCache<string, Decision>({
          maxSize: memoCharsMax,
          sizeCalculation: (_decision, key) => key.length + entryChars,
        })
  const fail = (errors: readonly string[], facts: Readonly<Record<string, unknown>>): Decision => {
    log.error({ ...facts, errors }, 'a decision could not be made, so it is no')
    return { allowed: false, reason: 'ERROR', policyIds: [], errors }
  }
  const decider = (snapshot: PolicySnapshot, question: ManyQuestion) => {
    const facts = model.actions.get(question.action)
    if (facts === undefined) {
      const unknown = fail([`no action is called ${question.action}`], {})
      return () => unknown
    }
    const asked = prepare(snapshot, question, { facts, now: snapshot.asOf ?? clock.now() })
    return (resource: Resource): Decision => {
      if (!isAsked(asked, resource)) {
        const isKnown = [...model.actions.values()].some(({ resources }) => resources.has(resource.entity.type))
        return isKnown ? noMatch : fail([`nothing can be asked of a ${resource.entity.type}`], {})
      }
      const key = asked.prefix + decisionKey(asked, resource)
      const known = memo?.get(key)
      if (known !== undefined) return known
      const decision = evaluate({ cedar, sets, schemaName, fail }, asked, resource)
      // An error may be of the moment; only what follows from the key is remembered.
      if (decision.reason !== 'ERROR') memo?.set(key, decision)
      return decision
    }
  }
  return { model, check: (files, isValid) => checkPolicies(cedar, isValid ? null : model, files), decider }
}

/** Everything of a question but the resource. */
interface Asked {
  readonly snapshot: PolicySnapshot
  readonly action: Action
  readonly facts: ActionFacts
  readonly isInScope: boolean
  readonly holdings: Holdings
  readonly principal: Entity
  readonly context: Readonly<Record<string, string | number | boolean>>
  /** Keys of entities that a rule or one of these grants names. */
  readonly isNamed: (key: string) => boolean
  /** First part of the key under which decisions are remembered. */
  readonly prefix: string
}

function prepare(
  snapshot: PolicySnapshot,
  { principal, action, context = {} }: ManyQuestion,
  { facts, now }: { readonly facts: ActionFacts; readonly now: number },
): Asked {
  const holdings = holdingsOf(snapshot, principal, now)
  const entity = principalEntity(principal, holdings, now)
  const given = contextOf(principal, context, { facts, now })
  const scopes = new Set(holdings.links.map(({ resource }) => entityKey(resource)))
  return {
    snapshot,
    action,
    facts,
    isInScope: principal.scopes === null || principal.scopes.includes(action),
    holdings,
    principal: entity,
    context: given,
    isNamed: (key) => snapshot.named.has(key) || scopes.has(key),
    prefix: JSON.stringify([snapshot.epoch, setKey(snapshot, holdings.links), entity, action, given]),
  }
}

/** The context of an action: what was given, and what is known of how the caller was recognised. */
function contextOf(
  { mfa, authenticatedAt }: Principal,
  given: DecisionContext,
  { facts, now }: { readonly facts: ActionFacts; readonly now: number },
): Asked['context'] {
  const age = authenticatedAt === null ? null : Math.max(0, Math.floor((now - authenticatedAt) / 1000))
  const isAgeAsked = age !== null && facts.context.has('authAgeSeconds')
  const entries = Object.entries({ ...given, mfa, ...(isAgeAsked ? { authAgeSeconds: age } : {}) })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function isAsked({ isInScope, facts, principal }: Asked, { entity }: Resource): boolean {
  return isInScope && facts.principals.has(principal.type) && facts.resources.has(entity.type)
}

/**
 * What tells one resource from another: its class, and the object itself only where a rule or a grant names it. Without
 * that last part a rule for one model would be taken for every model like it.
 */
function decisionKey({ isNamed }: Asked, { classKey, individuals }: Resource): string {
  const named = individuals.filter(isNamed)
  return named.length === 0 ? classKey : classKey + JSON.stringify(named)
}

interface Evaluation {
  readonly cedar: Cedar
  readonly sets: PreparedSets
  readonly schemaName: string
  readonly fail: (errors: readonly string[], facts: Readonly<Record<string, unknown>>) => Decision
}

function evaluate({ cedar, sets, schemaName, fail }: Evaluation, asked: Asked, resource: Resource): Decision {
  const facts = { action: asked.action, resourceType: resource.entity.type }
  if (!isWellFormed([asked.principal, resource.entity, ...resource.ancestors]))
    return fail(['an id or attribute is not well-formed text'], facts)
  try {
    const answer = cedar.statefulIsAuthorized({
      principal: cedarUid(asked.principal),
      action: cedarUid({ type: 'Action', id: asked.action }),
      resource: cedarUid(resource.entity),
      context: asked.context,
      preparsedSchemaName: schemaName,
      validateRequest: true,
      preparsedPolicySetId: sets.nameOf(asked.snapshot, asked.holdings.links),
      entities: cedarSlice(asked.principal, resource),
    })
    const errors = errorsOf(answer)
    return errors.length > 0 || answer.type === 'failure' ? fail(errors, facts) : decisionOf(answer.response)
  } catch (error) {
    return fail([error instanceof Error ? error.message : String(error)], facts)
  }
}

/** Cedar skips a policy that fails, so a failing forbid would open the door: any error at all means no. */
function errorsOf(answer: AuthorizationAnswer): readonly string[] {
  if (answer.type === 'failure') return answer.errors.map(({ message }) => message)
  return answer.response.diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${error.message}`)
}

function decisionOf({
  decision,
  diagnostics,
}: Extract<AuthorizationAnswer, { type: 'success' }>['response']): Decision {
  const policyIds = diagnostics.reason.toSorted()
  if (decision === 'allow') return { allowed: true, reason: 'PERMIT', policyIds, errors: [] }
  return policyIds.length === 0 ? noMatch : { allowed: false, reason: 'FORBID', policyIds, errors: [] }
}
