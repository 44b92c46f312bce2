import * as fc from 'fast-check'
import { tags } from '../worlds.ts'

const modelPlan = fc.record({
  number: fc.nat(3),
  tags,
  alias: fc.boolean(),
  versions: fc.array(
    fc.record({
      tags,
      run: fc.option(fc.nat(3)),
      logged: fc.option(fc.nat(1), { freq: 1 }),
      copied: fc.boolean(),
      personal: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
})

const digest = fc.constantFrom('a', 'b')

const runPlan = fc.record({
  tags,
  inputs: fc.uniqueArray(
    fc.record({ data: fc.nat(2), digest, role: fc.constantFrom('TRAIN' as const, 'VALIDATION' as const) }),
    { maxLength: 2, selector: ({ data, digest: of }) => `${data} ${of}` },
  ),
  measured: fc.option(fc.record({ data: fc.nat(2), digest })),
  isNested: fc.boolean(),
  isPersonal: fc.boolean(),
  isFinished: fc.boolean(),
  hasCode: fc.boolean(),
})

const experimentPlan = fc.record({
  number: fc.nat(3),
  tags,
  runs: fc.array(runPlan, { maxLength: 3 }),
  logged: fc.array(fc.record({ tags, run: fc.option(fc.nat(2)), measured: fc.boolean() }), { maxLength: 1 }),
})

const datasetPlan = fc.record({ number: fc.nat(2), tags, digests: fc.uniqueArray(digest, { minLength: 1 }) })

const deploymentPlan = fc.record({
  number: fc.nat(2),
  model: fc.nat(3),
  version: fc.nat(2),
  binding: fc.constantFrom('DECLARED' as const, 'ADDRESS' as const),
})

const byNumber = { selector: ({ number }: { readonly number: number }) => number }

/** What one tool holds, by numbers. Names are the same in both tools where numbers are, except those of runs. */
export const toolPlan = fc.record({
  models: fc.uniqueArray(modelPlan, { maxLength: 3, ...byNumber }),
  experiments: fc.uniqueArray(experimentPlan, { maxLength: 2, ...byNumber }),
  datasets: fc.uniqueArray(datasetPlan, { maxLength: 2, ...byNumber }),
  deployments: fc.uniqueArray(deploymentPlan, { maxLength: 2, ...byNumber }),
})

/** One of {@link toolPlan}. */
export type ToolPlan = typeof toolPlan extends fc.Arbitrary<infer Plan> ? Plan : never
