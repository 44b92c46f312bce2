import { invariant } from '../../kernel/invariant.ts'
import { Fault } from '../../kernel/problem.ts'
import type { AccessState, Action, PolicyFile } from '../types.ts'
import { type Cedar, loadCedar } from './cedar.ts'
import { type CheckParts, checkPolicies } from './check-policies.ts'
import { createDecider, type Decider } from './decider.ts'
import type { PolicyEngineParts } from './engine-parts.ts'
import type { ObjectsOfType } from './may-permit.ts'
import { builtinPolicies } from './packaged.ts'
import { actionsFor, readPolicyModel } from './policy-model.ts'
import { readPolicies } from './read-policies.ts'
import { digestOfFiles, freeze } from './snapshot.ts'
import type { Decision, EntityType, ManyQuestion, PolicyProblem, PolicySnapshot, Question, Resource } from './types.ts'

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
  /** Whether any rule could permit it of some object like that; where it is no, every decision is. */
  mayPermit(snapshot: PolicySnapshot, question: ManyQuestion, objects: ObjectsOfType): boolean
  /** Actions that can be asked of a type of resource at all. */
  actionsFor(type: EntityType): readonly Action[]
  /** Groups that an action is in by the schema: roles, `Read`, `Write`. */
  groupsOf(action: Action): ReadonlySet<string>
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
      loaded ??= coreOf(cedar, parts)
    },
    check: (files) => checkPolicies(core(), files, false).problems,
    modelDigest: () => digestOfFiles([{ name: 'model', text: core().model.schemaText }, builtinPolicies()]),
    snapshot(files, state, { isChecked = false } = {}) {
      const checked = checkPolicies(core(), files, isChecked)
      const [first] = checked.problems
      if (first !== undefined) throw unusable(first)
      return freeze(checked, state, core().model.schemaText)
    },
    decide: (snapshot, { resource, ...question }) => core().decider.asking(snapshot, question)(resource),
    decideMany: (snapshot, question, resources) => resources.map(core().decider.asking(snapshot, question)),
    mayPermit: (snapshot, question, objects) => core().decider.mayPermit(snapshot, question, objects),
    actionsFor: (type) => actionsFor(core().model, type),
    groupsOf: (action) => core().model.actions.get(action)?.groups ?? new Set(),
  }
}

interface Core extends CheckParts {
  readonly decider: Decider
}

function coreOf(cedar: Cedar, parts: PolicyEngineParts): Core {
  const model = readPolicyModel(cedar)
  const builtin = readPolicies(cedar, builtinPolicies())
  return { cedar, model, builtin, decider: createDecider(cedar, model, parts) }
}

function unusable({ file, line, column, reason }: PolicyProblem): Fault {
  return new Fault({
    code: 'INTERNAL_SERVER_ERROR',
    publicMessage: 'The policies in force cannot be read, so nothing is allowed.',
    internalMessage: `${file}:${line}:${column}: ${reason}`,
    retryable: false,
  })
}
