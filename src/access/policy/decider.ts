import { invariant } from '../../kernel/invariant.ts'
import { type Asked, isAsked, isSameQuestion, prepare, resourceKey } from './asked.ts'
import type { Cedar } from './cedar.ts'
import { createDecisionMemory, type DecisionMemory } from './decision-memory.ts'
import type { PolicyEngineParts } from './engine-parts.ts'
import { type Evaluation, evaluate, noMatch } from './evaluate.ts'
import { mayPermit, type ObjectsOfType } from './may-permit.ts'
import type { ActionFacts, PolicyModel } from './policy-model.ts'
import { createPreparedSets } from './prepared-sets.ts'
import type { Decision, ManyQuestion, PolicySnapshot, Resource } from './types.ts'

/** Decides, and remembers. */
export interface Decider {
  /** A question, to be asked of one resource after another. Use it at once: time goes on. */
  asking(snapshot: PolicySnapshot, question: ManyQuestion): (resource: Resource) => Decision
  /** See `PolicyEngine`. */
  mayPermit(snapshot: PolicySnapshot, question: ManyQuestion, objects: ObjectsOfType): boolean
}

interface Prepared {
  readonly asked: Asked
  readonly remembered: ReturnType<DecisionMemory['of']>
}

let schemas = 0

/** Builds a decider on a loaded Cedar. */
export function createDecider(cedar: Cedar, model: PolicyModel, parts: PolicyEngineParts): Decider {
  const { clock, log } = parts
  const schemaName = `schema-${(schemas += 1)}`
  const parsed = cedar.preparseSchema(schemaName, model.schemaText)
  invariant(parsed.type === 'success', 'the policy schema of the package cannot be prepared')
  const fail: Evaluation['fail'] = (errors, facts) => {
    log.error({ ...facts, errors }, 'a decision could not be made, so it is no')
    return { allowed: false, reason: 'ERROR', policyIds: [], errors }
  }
  const evaluation: Evaluation = { cedar, sets: createPreparedSets(cedar), schemaName, fail }
  const memory = createDecisionMemory(parts.memoCharsMax)
  // Objects of a page are often decided one by one, which is one question all the same.
  let last: Prepared | undefined
  const preparedFor = (snapshot: PolicySnapshot, question: ManyQuestion, facts: ActionFacts): Prepared => {
    const now = snapshot.asOf ?? clock.now()
    if (last !== undefined && isSameQuestion(last.asked, { ...question, snapshot, now })) return last
    const asked = prepare(snapshot, question, { facts, now })
    last = { asked, remembered: memory.of(asked.key) }
    return last
  }
  const types = new Set([...model.actions.values()].flatMap(({ resources }) => [...resources]))
  return {
    mayPermit(snapshot, question, objects) {
      const facts = model.actions.get(question.action)
      if (facts === undefined) return false
      return mayPermit(preparedFor(snapshot, question, facts).asked, objects)
    },
    asking(snapshot, question) {
      const facts = model.actions.get(question.action)
      if (facts === undefined) {
        const unknown = fail([`no action is called ${question.action}`], {})
        return () => unknown
      }
      const { asked, remembered } = preparedFor(snapshot, question, facts)
      return (resource) => {
        const { type } = resource.entity
        if (!types.has(type)) return fail([`nothing can be asked of a ${type}`], { action: question.action })
        if (!isAsked(asked, resource)) return noMatch
        return remembered(resourceKey(asked, resource), () => evaluate(evaluation, asked, resource))
      }
    },
  }
}
