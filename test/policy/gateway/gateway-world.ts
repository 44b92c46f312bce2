import * as fc from 'fast-check'
import { rights } from '../random/rights.ts'
import { principal, tags } from '../worlds.ts'
import { extraRights } from './extra-rights.ts'
import { lineageQuestions } from './lineage-questions.ts'
import { listQuestions } from './list-questions.ts'
import { objectQuestions } from './object-questions.ts'
import { placeQuestions } from './place-questions.ts'
import { toolPlan } from './plans.ts'
import type { Question } from './question.ts'
import { refQuestions } from './ref-questions.ts'
import { searchQuestions } from './search-questions.ts'
import type { ReplicaName } from './stage.ts'

/** Everything that callers ask. */
export const questions: Readonly<Record<string, Question>> = {
  ...objectQuestions,
  ...listQuestions,
  ...searchQuestions,
  ...refQuestions,
  ...lineageQuestions,
  ...placeQuestions,
}

const question = fc.record({
  caller: fc.nat(2),
  replica: fc.constantFrom<ReplicaName>('here', 'here', 'there'),
  name: fc.oneof(
    fc.constantFrom(...Object.keys(questions)),
    // What is kept of lineage is told again only where the same is asked again.
    fc.constantFrom('lineage', 'lineage', 'lineage', 'lineage', 'node', 'nodes', 'list'),
  ),
  pick: fc.nat(1_000),
})

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('ASK' as const),
      asked: fc.array(question, { minLength: 2, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('RETAG' as const), pick: fc.nat(100), tags }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('RETAG_UNSEEN' as const), pick: fc.nat(100), tags }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('REMOVE' as const), pick: fc.nat(100) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('PUBLISH' as const), rights, extra: extraRights }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('GRANT' as const), rights }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('REVOKE' as const), pick: fc.nat(10) }) },
)

const scopes = ['model:read', 'run:read', 'dataset:read', 'deployment:read', 'sensitive:read', 'source:read'] as const

const seer = principal.map((who) => ({ ...who, roles: [...new Set([...who.roles, 'viewer' as const])], clearance: 4 }))

const caller = fc
  .tuple(fc.oneof(principal, seer), fc.option(fc.subarray([...scopes]), { freq: 5 }))
  .map(([who, given]) => ({ ...who, scopes: given }))

/** Tools, rights, three callers, and what happens one after the other. */
export const gatewayWorld = fc.record({
  tools: fc.tuple(toolPlan, toolPlan),
  /** Whether lineage is told by the index, and so from what is kept of it; else the tools are walked. */
  isCrawled: fc.constantFrom(true, true, true, true, false),
  rights,
  extra: extraRights,
  callers: fc.tuple(caller, caller, caller),
  first: fc.array(question, { minLength: 2, maxLength: 4 }),
  steps: fc.array(step, { minLength: 3, maxLength: 6 }),
})

/** One of {@link gatewayWorld}. */
export type World = typeof gatewayWorld extends fc.Arbitrary<infer Value> ? Value : never
/** What happens in a world. */
export type Step = World['steps'][number]
