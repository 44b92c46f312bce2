import { LRUCache } from 'lru-cache'
import { invariant } from '../../kernel/invariant.ts'
import { isAsked, prepare, resourceKey } from './asked.ts'
import type { Cedar } from './cedar.ts'
import type { PolicyEngineParts } from './engine-parts.ts'
import { type Evaluation, evaluate, noMatch } from './evaluate.ts'
import { mayPermit, type ObjectsOfType } from './may-permit.ts'
import type { PolicyModel } from './policy-model.ts'
import { createPreparedSets } from './prepared-sets.ts'
import type { Decision, ManyQuestion, PolicySnapshot, Resource } from './types.ts'

/** Decides, and remembers. */
export interface Decider {
  /** A question, to be asked of one resource after another. Use it at once: time goes on. */
  asking(snapshot: PolicySnapshot, question: ManyQuestion): (resource: Resource) => Decision
  /** See `PolicyEngine`. */
  mayPermit(snapshot: PolicySnapshot, question: ManyQuestion, objects: ObjectsOfType): boolean
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
  const memory = createMemory(parts.memoCharsMax)
  const types = new Set([...model.actions.values()].flatMap(({ resources }) => [...resources]))
  return {
    mayPermit(snapshot, question, objects) {
      const facts = model.actions.get(question.action)
      if (facts === undefined) return false
      return mayPermit(prepare(snapshot, question, { facts, now: snapshot.asOf ?? clock.now() }), objects)
    },
    asking(snapshot, question) {
      const facts = model.actions.get(question.action)
      if (facts === undefined) {
        const unknown = fail([`no action is called ${question.action}`], {})
        return () => unknown
      }
      const asked = prepare(snapshot, question, { facts, now: snapshot.asOf ?? clock.now() })
      const remembered = memory.of(asked.key)
      return (resource) => {
        const { type } = resource.entity
        if (!types.has(type)) return fail([`nothing can be asked of a ${type}`], { action: question.action })
        if (!isAsked(asked, resource)) return noMatch
        return remembered(resourceKey(asked, resource), () => evaluate(evaluation, asked, resource))
      }
    },
  }
}

const memoCharsDefault = 8_000_000
/** What an entry takes beside its key. */
const entryChars = 200
/** Questions that have a short name in the keys of decisions. */
const questionsMax = 5_000

/** Decisions by question and resource, as many as fit. */
function createMemory(charsMax = memoCharsDefault) {
  const decisions =
    charsMax === 0
      ? null
      : new LRUCache<string, Decision>({
          maxSize: charsMax,
          sizeCalculation: (_decision, key) => key.length + entryChars,
        })
  const names = new LRUCache<string, number>({ max: questionsMax })
  let named = 0
  // A number is never given twice, so a question that was forgotten leaves no decisions to another.
  const nameOf = (question: string) => {
    const name = names.get(question) ?? (named += 1)
    names.set(question, name)
    return name
  }
  return {
    of(question: string) {
      const name = nameOf(question)
      return (resource: string, decide: () => Decision): Decision => {
        const key = `${name} ${resource}`
        const known = decisions?.get(key)
        if (known !== undefined) return known
        const decision = decide()
        // An error may be of the moment; only what follows from the key is remembered.
        if (decision.reason !== 'ERROR') decisions?.set(key, decision)
        return decision
      }
    },
  }
}
